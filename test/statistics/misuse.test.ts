/** A caller's mistake throws, named; it never yields a number that looks like one. Each line is one check of one statistic. */
import assert from 'node:assert/strict';
import { benjaminiHochberg } from '../../server/statistics/adjustP.ts';
import { correlationFromCovariance, covarianceFromProducts } from '../../server/statistics/covariance.ts';
import { cronbachAlpha, feldtInterval } from '../../server/statistics/cronbachAlpha.ts';
import { generalDominance } from '../../server/statistics/generalDominance.ts';
import { smallSampleFactor } from '../../server/statistics/hedgesG.ts';
import { alphaIfDeleted, correctedItemTotal } from '../../server/statistics/itemTotals.ts';
import { kruskalWallis } from '../../server/statistics/kruskalWallis.ts';
import { mannKendall } from '../../server/statistics/mannKendall.ts';
import { meanInterval } from '../../server/statistics/meanInterval.ts';
import { momentsOf, momentsOfHistogram, momentsOfSums } from '../../server/statistics/moments.ts';
import { nonResponseBounds } from '../../server/statistics/nonResponseBounds.ts';
import { predictorCorrelations } from '../../server/statistics/predictorCorrelations.ts';
import { rankIntervals } from '../../server/statistics/rankIntervals.ts';
import { nullVarianceOf, rwgj } from '../../server/statistics/rwg.ts';
import { senSlope } from '../../server/statistics/senSlope.ts';
import { stratifiedMean } from '../../server/statistics/stratifiedMean.ts';

const { NaN: nan } = Number;
const ragged = [[1, 2], [3]];
const unit = [
  [1, 0],
  [0, 1],
];
const half = { n: 2.5, mean: 1, sd: 1, variance: 1 };
const agreement = { itemVariances: [1], points: 5, nullVariance: 'uniform' } as const;
const response = { n: 1, mean: 50, population: 10 };

const mistakes: Record<string, [expected: RegExp, call: () => unknown][]> = {
  'a size that is no whole number': [
    [/n must be a whole number/, () => momentsOfSums({ n: 1.5, sum: 1, sumSquares: 1 })],
    [/count must be a whole number/, () => momentsOfHistogram([[1, -1]])],
    [/n must be a whole number/, () => meanInterval(half)],
    [/n must be a whole number/, () => covarianceFromProducts({ n: 1.5, sums: [1], products: [[1]] })],
    [/n must be a whole number/, () => feldtInterval(0.8, 1.5, 3)],
    [/k must be a whole number/, () => feldtInterval(0.8, 10, 2.5)],
    [/count must be a whole number/, () => kruskalWallis([[[1, 0.5]], [[2, 1]]])],
    [/n must be a whole number/, () => nonResponseBounds({ ...response, n: 0.5 })],
    [/draws must be a whole number of at least 1/, () => rankIntervals([], 1, 0)],
    [/population must be a whole number/, () => stratifiedMean([{ ...momentsOf([1, 2]), population: 2.5 }])],
    [/outcome must be a whole number/, () => predictorCorrelations(unit, 0.5)],
  ],
  'a number that is none': [
    [/value must be a finite/, () => momentsOf([1, nan])],
    [/sum must be a finite/, () => momentsOfSums({ n: 2, sum: nan, sumSquares: 1 })],
    [/value must be a finite/, () => kruskalWallis([[[nan, 1]], [[2, 1]]])],
    [/values must be a finite/, () => mannKendall([1, nan])],
    [/ends of the score must be a finite/, () => nonResponseBounds({ ...response, high: nan })],
    [/posterior must be a finite/, () => rankIntervals([{ shrunken: nan, conditionalSd: 1 }], 1)],
    [/nullVariance must be a finite/, () => nullVarianceOf(5, nan)],
    [/itemVariances must be a finite/, () => rwgj({ ...agreement, itemVariances: [nan] })],
    [/values and times must be a finite/, () => senSlope([1, nan])],
    [/covariance must be a finite/, () => cronbachAlpha([[nan]])],
  ],
  'shapes that do not fit': [
    [/products must be square/, () => covarianceFromProducts({ n: 2, sums: [1, 1], products: ragged })],
    [/sums and products differ/, () => covarianceFromProducts({ n: 2, sums: [1], products: unit })],
    [/covariance must be square/, () => correlationFromCovariance(ragged)],
    [/covariance must be square/, () => cronbachAlpha(ragged)],
    [/covariance must be square/, () => correctedItemTotal(ragged)],
    [/covariance must be square/, () => alphaIfDeleted(ragged)],
    [/values and times differ/, () => senSlope([1, 2], [0])],
  ],
  'what cannot be': [
    [/points must be a whole number of at least 2/, () => nullVarianceOf(1, 'uniform')],
    [/nullVariance must be positive/, () => nullVarianceOf(5, 0)],
    [/between 0 and 1, got 1.5/, () => benjaminiHochberg([0.5, 1.5])],
    [/at least 2 degrees/, () => smallSampleFactor(1)],
    [/outcome 2 is not among 2/, () => predictorCorrelations(unit, 2)],
    [/at most 15 predictors/, () => generalDominance(new Array(17).fill(new Array(17).fill(0)), 0)],
    [/low \(9\) is above high \(0\)/, () => nonResponseBounds({ ...response, low: 9, high: 0 })],
  ],
};

describe('statistics refuse', () => {
  for (const [mistake, calls] of Object.entries(mistakes)) {
    const kind = mistake === 'a number that is none' ? TypeError : RangeError;
    it(mistake, () => {
      for (const [expected, call] of calls) {
        assert.throws(call, (error) => error instanceof kind && expected.test(error.message), String(call));
      }
    });
  }

  it('nothing that is merely little: an empty matrix and an empty list are data', () => {
    assert.equal(cronbachAlpha([]), null);
    assert.equal(mannKendall([]), null);
    assert.deepEqual(benjaminiHochberg([]), []);
    assert.deepEqual(rankIntervals([], 1), []);
  });
});
