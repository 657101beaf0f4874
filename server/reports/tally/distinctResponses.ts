/** Tells whether the same answers have occurred before, remembering 53 bits of each response instead of its answers. */

/**
 * Returns a function that is true the first time it is given some answers. Two different responses are taken for the same with a
 * probability of 10⁻¹⁶ per pair: about once in eighteen thousand counts of a million responses each.
 */
export function distinctResponses(): (answers: Uint8Array) => boolean {
  let table = new Float64Array(64);
  let count = 0;
  return (answers) => {
    const isNew = put(table, hash53(answers) + 1);
    if (!isNew) return false;
    count += 1;
    if (2 * count > table.length) table = twiceAsLarge(table);
    return true;
  };
}

/** Puts a number into an open-addressing table (0 marks free places; a third of the memory of a Set). False when it is there already. */
function put(table: Float64Array, value: number): boolean {
  const last = table.length - 1;
  for (let place = value % table.length; ; place = place === last ? 0 : place + 1) {
    if (table[place] === value) return false;
    if (table[place] !== 0) continue;
    table[place] = value;
    return true;
  }
}

function twiceAsLarge(table: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * table.length);
  for (const value of table) if (value !== 0) put(larger, value);
  return larger;
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
