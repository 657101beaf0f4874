/** Data from which little can be estimated: every result is a number or null, and misuse is an error. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { admj, awgj } from '../../server/statistics/awg.ts';
import { correlationTest, pearson, spearman } from '../../server/statistics/correlation.ts';
import {
  correlationFromCovariance,
  covarianceFromPairs,
  covarianceFromProducts,
  pairwiseProductsOf,
  productsOf,
} from '../../server/statistics/covariance.ts';
import { cronbachAlpha, feldtInterval, standardisedAlpha } from '../../server/statistics/cronbachAlpha.ts';
import { describe as describeScores } from '../../server/statistics/describe.ts';
import { effectInterval } from '../../server/statistics/effectInterval.ts';
import { empiricalBayes } from '../../server/statistics/empiricalBayes.ts';
import { favourable } from '../../server/statistics/favourable.ts';
import { generalDominance } from '../../server/statistics/generalDominance.ts';
import { hedgesG } from '../../server/statistics/hedgesG.ts';
import { icc } from '../../server/statistics/icc.ts';
import { alphaIfDeleted, correctedItemTotal } from '../../server/statistics/itemTotals.ts';
import { kruskalWallis } from '../../server/statistics/kruskalWallis.ts';
import { mannKendall } from '../../server/statistics/mannKendall.ts';
import { meanInterval } from '../../server/statistics/meanInterval.ts';
import { type Moments, momentsOf, momentsOfSums } from '../../server/statistics/moments.ts';
import { nonResponseBounds } from '../../server/statistics/nonResponseBounds.ts';
import { omegaMl } from '../../server/statistics/omegaMl.ts';
import { omegaUls } from '../../server/statistics/omegaUls.ts';
import { oneWay } from '../../server/statistics/oneWay.ts';
import { pairedTest } from '../../server/statistics/pairedTest.ts';
import { newcombe, twoProportionZ } from '../../server/statistics/proportions.ts';
import { regression } from '../../server/statistics/regression.ts';
import { relativeWeights } from '../../server/statistics/relativeWeights.ts';
import { rwgj, rwgLindell } from '../../server/statistics/rwg.ts';
import { stratifiedMean } from '../../server/statistics/stratifiedMean.ts';
import { leastSquares, senSlope } from '../../server/statistics/trendLine.ts';
import { welchAnova } from '../../server/statistics/welchAnova.ts';
import { welchTest } from '../../server/statistics/welchTest.ts';
import { answers, assertDefined, groupsOfAnswers, points, sheets } from './arbitraries.ts';

const nobody: Moments = { n: 0, mean: null, variance: null };
const one: Moments = { n: 1, mean: 3, variance: null };
const agreed: Moments = { n: 4, mean: 3, variance: 0 };
const sdOf = (moments: Moments) => (moments.variance === null ? null : Math.sqrt(moments.variance));

function ofMatrix(covariance: number[][] | null): unknown {
  if (covariance === null) return null;
  const correlation = correlationFromCovariance(covariance);
  const alpha = cronbachAlpha(covariance);
  return {
    alpha,
    feldt: feldtInterval(alpha, 20, covariance.length),
    standardised: correlation && standardisedAlpha(correlation),
    totals: correctedItemTotal(covariance),
    deleted: alphaIfDeleted(covariance),
    uls: correlation && omegaUls(correlation),
    ml: omegaMl(covariance),
    weights: relativeWeights(covariance, 0),
    dominance: generalDominance(covariance, 0),
    regression: regression(covariance, 0, 20),
  };
}

function ofGroups(all: Moments[]): unknown {
  return {
    ...{ anova: oneWay(all), welch: welchAnova(all), icc: icc(all) },
    ...{ reml: empiricalBayes(all), moments: empiricalBayes(all, 'moments') },
    strata: stratifiedMean(all.map((group, i) => ({ ...group, population: 10 * i }))),
  };
}

function ofPair(a: Moments, b: Moments): unknown {
  const effect = hedgesG(a, b);
  return { test: welchTest(a, b), effect, interval: effect && effectInterval(effect.d, a.n, b.n) };
}

describe('statistics of data that say little', () => {
  it('are numbers or null for any sheet of answers on any scale, however incomplete', () => {
    fc.assert(
      fc.property(sheets, (rows) => {
        assertDefined(ofMatrix(covarianceFromProducts(productsOf(rows))));
        assertDefined(ofMatrix(covarianceFromPairs(pairwiseProductsOf(rows))));
      }),
      { numRuns: 300 },
    );
  });

  it('are numbers or null for any groups, empty, single or unanimous ones among them', () => {
    const some = fc.array(fc.constantFrom(nobody, one, agreed), { maxLength: 5 });
    fc.assert(
      fc.property(groupsOfAnswers, some, (values, special) => {
        assertDefined(ofGroups([...values.map(momentsOf), ...special]));
        assertDefined(ofGroups(special));
        const histograms = values.map((group) => group.map((value) => [value, 1] as const));
        assertDefined(kruskalWallis([...histograms, []]));
      }),
    );
  });

  it('tell no reliability of the means of groups that all have the same one', () => {
    const same = icc([momentsOf([1, 5]), momentsOf([2, 4]), momentsOf([3, 3])]);
    assert.deepEqual([same?.icc2Msb, same?.icc2MsbCi95, same?.icc2Meaningful], [null, null, false]);
  });

  it('are numbers or null for any two groups', () => {
    const group = fc.oneof(answers(0).map(momentsOf), fc.constantFrom(nobody, one, agreed));
    fc.assert(
      fc.property(group, group, (a, b) => assertDefined(ofPair(a, b))),
      { numRuns: 60 },
    );
  });

  it('are numbers or null for one group against any headcount', () => {
    fc.assert(
      fc.property(answers(0), fc.option(fc.nat(40)), points, (values, population, scale) => {
        const moments = momentsOf(values);
        const cells = values.map((value) => [value, 1] as const);
        const agreement = { itemVariances: [moments.variance], points: scale };
        assertDefined({
          interval: meanInterval({ ...moments, sd: sdOf(moments), population }),
          bounds: nonResponseBounds({ ...moments, population, low: 1, high: 5 }),
          paired: pairedTest(moments),
          described: describeScores(cells),
          ...{ admj: admj([cells]), awgj: awgj([moments], 1, 5) },
          rwg: rwgj({ ...agreement, nullVariance: 'uniform' }),
          skewed: rwgj({ ...agreement, nullVariance: 'slightSkew' }),
          lindell: rwgLindell({ ...agreement, nullVariance: 'uniform' }),
          favourable: favourable(new Array<number>(scale).fill(values.length)),
        });
      }),
    );
  });

  it('are numbers or null for any short series and any shares', () => {
    const series = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 9 });
    fc.assert(
      fc.property(series, (values) => {
        const times = values.map((_, i) => 2020 + i);
        assertDefined([mannKendall(values), senSlope(values, times), leastSquares(values, times)]);
        assertDefined([pearson(values, times), spearman(values, times)]);
      }),
    );
    fc.assert(
      fc.property(fc.nat(5), fc.nat(5), fc.nat(5), fc.nat(5), (a, b, c, d) => {
        const [first, second] = [
          { x: a, n: a + b },
          { x: c, n: c + d },
        ];
        assertDefined([twoProportionZ(first, second), newcombe(first, second)]);
      }),
    );
  });

  it('survive a million respondents and sums near the limit of whole numbers', () => {
    const n = 10_000_000;
    const big = momentsOfSums({ n, sum: 35_000_000_000, sumSquares: 132_500_000_000_000 });
    assert.ok(Math.abs(big.variance! - 1_000_000.1) < 1e-3);
    assertDefined(ofPair(big, { ...big, mean: 3501 }));
    assertDefined(ofGroups([big, { ...big, mean: 3510 }, agreed]));
    assertDefined(correlationTest(0.999999, n));
    const twin = momentsOfSums({ n: 3, sum: 9_007_199_254_740_990, sumSquares: 9_007_199_254_740_990 });
    assertDefined(twin);
  });
});
