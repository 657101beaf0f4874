/** Statements about all employees, not only those who answered. */
import assert from 'node:assert/strict';
import { meanInterval } from '../../server/statistics/meanInterval.ts';
import { nonResponseBounds } from '../../server/statistics/nonResponseBounds.ts';
import { stratifiedMean } from '../../server/statistics/stratifiedMean.ts';

describe('statistics of the whole staff', () => {
  it('bound the mean by what the silent might have said', () => {
    assert.deepEqual(nonResponseBounds({ n: 40, mean: 70, population: 50 }), [56, 76]);
    assert.deepEqual(nonResponseBounds({ n: 50, mean: 70, population: 50 }), [70, 70]);
    assert.deepEqual(nonResponseBounds({ n: 0, mean: null, population: 50 }), [0, 100]);
  });

  it('give no bounds without a headcount, or with more answers than people', () => {
    assert.equal(nonResponseBounds({ n: 40, mean: 70, population: null }), null);
    assert.equal(nonResponseBounds({ n: 40, mean: 70, population: 39 }), null);
    assert.equal(nonResponseBounds({ n: 0, mean: null, population: 0 }), null);
  });

  it('weigh offices by headcount and name the staff of offices that are not heard', () => {
    const result = stratifiedMean([
      { population: 30, n: 10, mean: 60, variance: 90 },
      { population: 10, n: 10, mean: 80, variance: 40 },
      { population: 20, n: 0, mean: null, variance: null },
    ])!;
    assert.equal(result.mean, 65);
    assert.equal(result.population, 40);
    assert.equal(result.unheard, 20);
    assert.ok(Math.abs(result.se! - 0.75 * Math.sqrt((1 - 1 / 3) * 9)) < 1e-12);
  });

  it('give a mean but no standard error when one office has a single respondent of several', () => {
    const result = stratifiedMean([
      { population: 3, n: 1, mean: 50, variance: null },
      { population: 3, n: 3, mean: 60, variance: 4 },
    ]);
    assert.deepEqual(result, { mean: 55, se: null, population: 6, unheard: 0 });
    assert.equal(stratifiedMean([]), null);
  });

  it('need no interval when everybody answered, and give none for more answers than people', () => {
    assert.deepEqual(meanInterval({ n: 4, mean: 70, sd: 10, population: 4 }), { se: 0, ci95: [70, 70] });
    assert.equal(meanInterval({ n: 5, mean: 70, sd: 10, population: 4 }), null);
    assert.equal(meanInterval({ n: 1, mean: 70, sd: null, population: 4 }), null);
  });
});
