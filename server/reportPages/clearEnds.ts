/**
 * Which «highest» and «lowest» may be named: only those that stand apart in the numbers as they are shown. Where the third and the fourth read
 * the same, three are not the highest three.
 */

/** `shown`: the numbers as they are shown, the highest first. @returns how many of each end, at most `most`, stand apart from the rest */
export function clearEnds(shown: readonly number[], most: number): number {
  const at = (position: number) => shown[position] ?? 0;
  for (let count = Math.min(most, Math.floor(shown.length / 2)); count > 0; count -= 1) {
    const last = shown.length - count;
    if (at(count - 1) > at(count) && at(last) < at(last - 1)) return count;
  }
  return 0;
}

/** A score as pages show it, in tenths of a point. */
export const tenths = (score: number) => Math.round(10 * score);
/** A share as pages show it, in whole per cent. */
export const percents = (share: number) => Math.round(100 * share);
