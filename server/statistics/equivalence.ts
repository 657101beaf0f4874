/**
 * Two groups are practically the same when the interval of their difference lies wholly within ± the smallest difference that matters.
 * With an interval of 95 % that is two one-sided tests, each at 2.5 % (Schuirmann 1987): a claim of its own, where a p above .05
 * claims nothing. A difference can be both significant and practically nothing; then it is called the same.
 */

/** Both ends inside; an interval that touches the margin is not within it. Throws unless the margin is above 0. */
export function liesWithinMargin([low, high]: readonly [number, number], margin: number): boolean {
  if (!(margin > 0)) throw new RangeError(`the margin must be above 0, got ${margin}`);
  return low > -margin && high < margin;
}
