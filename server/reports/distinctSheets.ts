/** Tells whether a sheet of answers has been seen before, remembering 53 bits of each instead of the sheet. */

/**
 * A function that is true for a sheet the first time it is given. Two different sheets are taken for one with a chance of
 * one in 10¹⁶ a pair: about once in eighteen thousand counts of a million sheets each.
 */
export function distinctSheets(): (answers: Uint8Array) => boolean {
  const seen = new Set<number>();
  return (answers) => {
    const before = seen.size;
    seen.add(hash53(answers));
    return seen.size > before;
  };
}

/** Two runs of FNV-1a with different primes, 32 and 21 bits of them. */
function hash53(bytes: Uint8Array): number {
  let [a, b] = [0x811c9dc5, 0x2f9be6cc];
  for (let i = 0; i < bytes.length; i += 1) {
    a = Math.imul(a ^ bytes[i]!, 0x01000193);
    b = Math.imul(b ^ bytes[i]!, 0x85ebca6b);
    b ^= b >>> 13;
  }
  return (a >>> 0) * 0x200000 + ((b >>> 0) & 0x1fffff);
}
