/**
 * p values of many comparisons made at once. Benjamini–Hochberg bounds the share of false alarms among what is marked,
 * for screening 68 offices; Holm bounds the chance of any false alarm, for claims. Nulls are comparisons that could not
 * be made: they stay null and are not counted.
 */

type Adjust = (sorted: readonly number[]) => number[];

/** Benjamini & Hochberg (1995) step-up, in the order given; null stays null. Throws on a p outside 0..1. */
export function benjaminiHochberg(ps: readonly (number | null)[]): (number | null)[] {
  return adjust(ps, (sorted) => {
    const m = sorted.length;
    let smallest = 1;
    const adjusted = new Array<number>(m);
    for (let i = m - 1; i >= 0; i -= 1) {
      smallest = Math.min(smallest, sorted[i]! * (m / (i + 1)));
      adjusted[i] = smallest;
    }
    return adjusted;
  });
}

/** Holm (1979) step-down, in the order given; null stays null. Throws on a p outside 0..1. */
export function holm(ps: readonly (number | null)[]): (number | null)[] {
  return adjust(ps, (sorted) => {
    let largest = 0;
    return sorted.map((p, i) => {
      largest = Math.max(largest, Math.min(1, p * (sorted.length - i)));
      return largest;
    });
  });
}

function adjust(ps: readonly (number | null)[], method: Adjust): (number | null)[] {
  const present = ps.flatMap((p, index) => (p === null ? [] : [{ p, index }]));
  for (const { p } of present) {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`a p value must lie between 0 and 1, got ${p}`);
  }
  present.sort((a, b) => a.p - b.p);
  const adjusted = method(present.map(({ p }) => p));
  const result = new Array<number | null>(ps.length).fill(null);
  for (const [rank, { index }] of present.entries()) result[index] = adjusted[rank]!;
  return result;
}
