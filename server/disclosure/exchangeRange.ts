/**
 * The strongest attack on a hidden group: the attacker knows every single score of the people it is hidden among, but not whose score is
 * whose. No number about shown groups, linear or not (sd, shares, reliability, drivers, intervals), reveals more than that, because none
 * of them changes when hidden persons change places. So a range that is wide here is wide against all such numbers together.
 */

/** Persons by score of 0..100. */
export type Histogram = readonly (readonly [score: number, persons: number])[];

function sumOfFirst(h: number, sorted: Histogram): number {
  let left = h;
  let sum = 0;
  for (const [score, persons] of sorted) {
    const taken = Math.min(left, persons);
    sum += taken * score;
    left -= taken;
    if (left === 0) break;
  }
  return sum;
}

/** Points between the means of the h highest and the h lowest scores. `all` may name a score more than once. */
export function exchangeRange(h: number, all: Histogram): number {
  const rising = [...all].sort((a, b) => a[0] - b[0]);
  return (sumOfFirst(h, rising.toReversed()) - sumOfFirst(h, rising)) / h;
}
