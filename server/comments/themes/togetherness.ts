/**
 * Whether two words stand beside one another more often than chance would put them there: Dunning's log-likelihood ratio over comments, at
 * p < .001, and twice as often as expected (Dunning 1993).
 */

interface Counts {
  /** Comments with the pair. */
  both: number;
  first: number;
  second: number;
  all: number;
}

const critical = 10.83;

export function isTogether(counts: Counts): boolean {
  const { both, first, second, all } = counts;
  const expected = (first * second) / all;
  return both > 2 * expected && logLikelihood(counts) > critical;
}

/** G² of the table of comments with and without each word. */
export function logLikelihood({ both, first, second, all }: Counts): number {
  const cells = [
    [both, first, second],
    [first - both, first, all - second],
    [second - both, all - first, second],
    [all - first - second + both, all - first, all - second],
  ] as const;
  return (
    2 *
    cells.reduce(
      (sum, [seen, row, column]) => sum + (seen > 0 ? seen * Math.log((seen * all) / (row * column)) : 0),
      0,
    )
  );
}
