/**
 * What whole numbers allow: scores are whole steps of a known size, so the sum and the sum of squares of a group are whole numbers too.
 * Of `n` values from 0 to `top` with a given sum the sum of squares lies between that of the most even and the most uneven ones.
 */

export interface Range {
  low: number;
  high: number;
}

const even = (n: number, sum: number) => {
  if (n === 0) return 0;
  const each = Math.floor(sum / n);
  const more = sum - n * each;
  return (n - more) * each ** 2 + more * (each + 1) ** 2;
};

/** Sum of squares of n values in low..high as uneven as can be. */
const uneven = (n: number, sum: number, low: number, high: number) => {
  const rest = sum - n * low;
  const atTop = high === low ? 0 : Math.floor(rest / (high - low));
  const between = low + rest - atTop * (high - low);
  return atTop * high ** 2 + (atTop < n ? (n - atTop - 1) * low ** 2 + between ** 2 : 0);
};

/** Sums of squares of n values from 0 to `top` with this sum; null where there are none. */
export function squaresOf(n: number, sum: number, top: number): Range | null {
  if (sum < 0 || sum > n * top) return null;
  return { low: even(n, sum), high: uneven(n, sum, 0, top) };
}

/** The same where at least `least` of the values lie from `from` on. */
export function squaresFrom(
  n: number,
  sum: number,
  top: number,
  { least, from }: { least: number; from: number },
): Range | null {
  const more = sum - least * from;
  if (more < 0 || sum > n * top) return null;
  const low = sum >= n * from ? even(n, sum) : least * from ** 2 + even(n - least, more);
  // The most uneven: those on the side rise to the top one after another, then the others.
  const room = least * (top - from);
  const high =
    more <= room ? uneven(least, sum, from, top) : least * top ** 2 + uneven(n - least, more - room, 0, top);
  return { low, high };
}
