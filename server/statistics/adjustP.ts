/**
 * p values of many comparisons made at once. Benjamini–Hochberg bounds the share of false alarms among what is marked,
 * for screening 68 offices. Nulls are comparisons that could not be made: they stay null and are not counted.
 */

/** Benjamini & Hochberg (1995) step-up, in the order given; null stays null. Throws on a p outside 0..1. */
export function benjaminiHochberg(ps: readonly (number | null)[]): (number | null)[] {
  const present = ps.flatMap((p, index) => (p === null ? [] : [{ p, index }]));
  for (const { p } of present) {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`a p value must lie between 0 and 1, got ${p}`);
  }
  present.sort((a, b) => a.p - b.p);
  const adjusted = new Array<number | null>(ps.length).fill(null);
  let smallest = 1;
  for (let rank = present.length; rank > 0; rank -= 1) {
    const { p, index } = present[rank - 1]!;
    smallest = Math.min(smallest, p * (present.length / rank));
    adjusted[index] = smallest;
  }
  return adjusted;
}
