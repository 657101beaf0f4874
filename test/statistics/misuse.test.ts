/** A caller's mistake throws, named; it never yields a number that looks like one. Each line is one check of one statistic. */
import assert from 'node:assert/strict';
import { benjaminiHochberg, holm } from '../../server/statistics/adjustP.ts';
import { awg } from '../../server/statistics/awg.ts';
import { correlationTest, pearson } from '../../server/statistics/correlation.ts';
import {
  correlationFromCovariance,
  covarianceFromPairs,
  covarianceFromProducts,
  productsOf,
} from '../../server/statistics/covariance.ts';
import {
  cronbachAlpha,
  feldtInterval,
  meanInteritemCorrelation,
} from '../../server/statistics/cronbachAlpha.ts';
import { effectInterval } from '../../server/statistics/effectInterval.ts';
import { favourable } from '../../server/statistics/favourable.ts';
import { generalDominance } from '../../server/statistics/generalDominance.ts';
import { smallSampleFactor } from '../../server/statistics/hedgesG.ts';
import { alphaIfDeleted, correctedItemTotal } from '../../server/statistics/itemTotals.ts';
import { kruskalWallis } from '../../server/statistics/kruskalWallis.ts';
import { mannKendall } from '../../server/statistics/mannKendall.ts';
import { meanInterval } from '../../server/statistics/meanInterval.ts';
import { momentsOf, momentsOfHistogram, momentsOfSums } from '../../server/statistics/moments.ts';
import { nonResponseBounds } from '../../server/statistics/nonResponseBounds.ts';
import { omegaUls } from '../../server/statistics/omegaUls.ts';
import { twoProportionZ } from '../../server/statistics/proportions.ts';
import { rankIntervals } from '../../server/statistics/rankIntervals.ts';
import { predictorCorrelations } from '../../server/statistics/regression.ts';
import { nullVarianceOf, rwgj } from '../../server/statistics/rwg.ts';
import { stratifiedMean } from '../../server/statistics/stratifiedMean.ts';
import { leastSquares, senSlope } from '../../server/statistics/trendLine.ts';
import { wilsonInterval } from '../../server/statistics/wilsonInterval.ts';

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
    [/n1 must be a whole number/, () => effectInterval(1, 2.5, 3)],
    [/n2 must be a whole number/, () => effectInterval(1, 3, 2.5)],
    [/count must be a whole number/, () => favourable([1, 0.5, 2])],
    [/count must be a whole number/, () => kruskalWallis([[[1, 0.5]], [[2, 1]]])],
    [/n must be a whole number/, () => nonResponseBounds({ ...response, n: 0.5 })],
    [/x must be a whole number/, () => twoProportionZ({ x: 0.5, n: 2 }, { x: 0, n: 1 })],
    [/n must be a whole number/, () => twoProportionZ({ x: 0, n: 2 }, { x: 0, n: 1.5 })],
    [/draws must be a whole number of at least 1/, () => rankIntervals([], 1, 0)],
    [/population must be a whole number/, () => stratifiedMean([{ ...momentsOf([1, 2]), population: 2.5 }])],
    [/n must be a whole number/, () => wilsonInterval(0, 1.5)],
    [/x must be a whole number/, () => wilsonInterval(0.5, 2)],
    [/outcome must be a whole number/, () => predictorCorrelations(unit, 0.5)],
  ],
  'a number that is none': [
    [/value must be a finite/, () => momentsOf([1, nan])],
    [/sum must be a finite/, () => momentsOfSums({ n: 2, sum: nan, sumSquares: 1 })],
    [/scale must be a finite/, () => awg(momentsOf([1, 2]), nan, 5)],
    [/r must be a finite/, () => correlationTest(nan, 10)],
    [/values must be a finite/, () => pearson([1, 2, nan], [1, 2, 3])],
    [/values must be a finite/, () => pearson([1, 2, 3], [1, nan, 3])],
    [/d must be a finite/, () => effectInterval(nan, 3, 3)],
    [/value must be a finite/, () => kruskalWallis([[[nan, 1]], [[2, 1]]])],
    [/values must be a finite/, () => mannKendall([1, nan])],
    [/ends of the score must be a finite/, () => nonResponseBounds({ ...response, high: nan })],
    [/posterior must be a finite/, () => rankIntervals([{ shrunken: nan, conditionalSd: 1 }], 1)],
    [/nullVariance must be a finite/, () => nullVarianceOf(5, nan)],
    [/itemVariances must be a finite/, () => rwgj({ ...agreement, itemVariances: [nan] })],
    [/values and times must be a finite/, () => senSlope([1, nan])],
    [/values and times must be a finite/, () => leastSquares([1, 2], [0, nan])],
    [/covariance must be a finite/, () => cronbachAlpha([[nan]])],
  ],
  'shapes that do not fit': [
    [/products must be square/, () => covarianceFromProducts({ n: 2, sums: [1, 1], products: ragged })],
    [/sums and products differ/, () => covarianceFromProducts({ n: 2, sums: [1], products: unit })],
    [/n must be square/, () => covarianceFromPairs({ n: ragged, sums: unit, products: unit })],
    [/sums must be square/, () => covarianceFromPairs({ n: unit, sums: ragged, products: unit })],
    [/products must be square/, () => covarianceFromPairs({ n: unit, sums: unit, products: ragged })],
    [/rows differ in length/, () => productsOf(ragged)],
    [/covariance must be square/, () => correlationFromCovariance(ragged)],
    [/covariance must be square/, () => cronbachAlpha(ragged)],
    [/correlation must be square/, () => meanInteritemCorrelation(ragged)],
    [/covariance must be square/, () => correctedItemTotal(ragged)],
    [/covariance must be square/, () => alphaIfDeleted(ragged)],
    [/correlation must be square/, () => omegaUls(ragged)],
    [/x and y differ in length/, () => pearson([1, 2], [1])],
    [/values and times differ/, () => senSlope([1, 2], [0])],
    [/values and times differ/, () => leastSquares([1, 2], [0])],
  ],
  'what cannot be': [
    [/x \(3\) is greater than n \(2\)/, () => wilsonInterval(3, 2)],
    [/x \(3\) is greater than n \(2\)/, () => twoProportionZ({ x: 3, n: 2 }, { x: 0, n: 1 })],
    [/the scale must rise/, () => awg(momentsOf([1, 2]), 5, 5)],
    [/2 points at each end of 3 overlap/, () => favourable([1, 2, 3], 2)],
    [/end must be a whole number of at least 1/, () => favourable([1, 2, 3], 0)],
    [/points must be a whole number of at least 2/, () => favourable([1])],
    [/points must be a whole number of at least 2/, () => nullVarianceOf(1, 'uniform')],
    [/nullVariance must be positive/, () => nullVarianceOf(5, 0)],
    [/between 0 and 1, got 1.5/, () => benjaminiHochberg([0.5, 1.5])],
    [/between 0 and 1, got -1/, () => holm([-1])],
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
