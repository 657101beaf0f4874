/** Groups of employees are spoken of by the four verdicts of any difference, from the numbers that are shown. */
import assert from 'node:assert/strict';
import type { Breakdown } from '../../server/reports/making/breakdowns/breakdowns.ts';
import { adjustTests, testOptions } from '../../server/reports/making/breakdowns/breakdownTests.ts';
import { groupVerdicts } from '../../server/reports/published/groupVerdicts.ts';
import { meanInterval } from '../../server/statistics/meanInterval.ts';
import type { Moments } from '../../server/statistics/moments.ts';
import { pairsOfGroups } from '../../server/statistics/pairsOfGroups.ts';

const group = (n: number, mean: number, sd: number): Moments => ({ n, mean, variance: sd * sd });

/** One question of one measure, as it is published. */
function asked(groups: readonly Moments[]): Breakdown {
  const options = groups.map(({ n, mean, variance }, at) => ({
    id: `o${at}`,
    scores: [{ n, mean, ci95: meanInterval({ n, mean, sd: Math.sqrt(variance!), population: null })!.ci95 }],
  }));
  return { question: 'q', options, tests: adjustTests([testOptions(groups)]) };
}
const wordOf = (groups: readonly Moments[], margin = 5) => groupVerdicts(asked(groups), margin)[0]!;

describe('verdicts on groups of employees', () => {
  it('tell four things apart, whatever the p of the test', () => {
    // p = 2e-7 and still nothing that matters; p = .03 of a difference that may matter; p = .5; too few for a test.
    assert.equal(wordOf([group(20_000, 50, 20), group(20_000, 51, 20)]).verdict, 'same');
    assert.equal(asked([group(20_000, 50, 20), group(20_000, 51, 20)]).tests[0]!.mark, 'different');
    assert.equal(wordOf([group(40, 50, 20), group(40, 60, 20)]).verdict, 'different');
    assert.equal(wordOf([group(40, 50, 20), group(40, 53, 20)]).verdict, 'unclear');
    assert.deepEqual(wordOf([group(9, 50, 20), group(40, 80, 20)]), { verdict: null, detectable: null });
  });

  it('call groups the same only where each pair is, and by the margin of the instrument', () => {
    const three = [group(900, 50, 20), group(900, 51, 20), group(30, 50, 20)];
    assert.equal(wordOf(three.slice(0, 2)).verdict, 'same');
    assert.equal(wordOf(three).verdict, 'unclear');
    assert.equal(wordOf(three, 12).verdict, 'same');
  });

  it('tell what the least certain pair could have shown, as it follows from the exact spreads', () => {
    // Two groups of ten with sd 10: se = 4.4721, df = 18, 2.9627·se = 13.2497 (`detectableDifference`).
    const { detectable } = wordOf([group(10, 50, 10), group(10, 52, 10), group(500, 51, 10)]);
    assert.ok(Math.abs(detectable! - 13.2497) < 1e-3, String(detectable));
    assert.equal(pairsOfGroups([group(10, 50, 10)]), null);
    assert.equal(pairsOfGroups([group(10, 50, 0), group(10, 50, 0)]), null);
  });
});
