/** Data from which little can be estimated: every result is a number or null, and misuse is an error. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { correlationFromCovariance, covarianceFromProducts } from '../../server/statistics/covariance.ts';
import { cronbachAlpha, feldtInterval } from '../../server/statistics/cronbachAlpha.ts';
import { empiricalBayes } from '../../server/statistics/empiricalBayes.ts';
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
import { oneWay } from '../../server/statistics/oneWay.ts';
import { relativeWeights } from '../../server/statistics/relativeWeights.ts';
import { rwgj } from '../../server/statistics/rwg.ts';
import { senSlope } from '../../server/statistics/senSlope.ts';
import { stratifiedMean } from '../../server/statistics/stratifiedMean.ts';
import { welchAnova } from '../../server/statistics/welchAnova.ts';
import { welchTest } from '../../server/statistics/welchTest.ts';
import { answers, assertDefined, groupsOfAnswers, points, sheets } from './arbitraries.ts';
import { covarianceFromPairs, pairwiseProductsOf, productsOf } from './products.ts';

const nobody: Moments = { n: 0, mean: null, variance: null };
const one: Moments = { n: 1, mean: 3, variance: null };
const agreed: Moments = { n: 4, mean: 3, variance: 0 };
const sdOf = (moments: Moments) => (moments.variance === null ? null : Math.sqrt(moments.variance));

function ofMatrix(covariance: number[][] | null): unknown {
  if (covariance === null) return null;
  const alpha = cronbachAlpha(covariance);
  return {
    alpha,
    correlation: correlationFromCovariance(covariance),
    feldt: feldtInterval(alpha, 20, covariance.length),
    totals: correctedItemTotal(covariance),
    deleted: alphaIfDeleted(covariance),
    ml: omegaMl(covariance),
    weights: relativeWeights(covariance, 0),
    dominance: generalDominance(covariance, 0),
  };
}

function ofGroups(all: Moments[]): unknown {
  return {
    ...{ anova: oneWay(all), welch: welchAnova(all), icc: icc(all) },
    ...{ reml: empiricalBayes(all) },
    strata: stratifiedMean(all.map((group, i) => ({ ...group, population: 10 * i }))),
  };
}

function ofPair(a: Moments, b: Moments): unknown {
  return { test: welchTest(a, b), effect: hedgesG(a, b) };
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
    assert.equal(same?.icc2Meaningful, false);
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
        const agreement = { itemVariances: [moments.variance], points: scale };
        assertDefined({
          interval: meanInterval({ ...moments, sd: sdOf(moments), population }),
          bounds: nonResponseBounds({ ...moments, population, low: 1, high: 5 }),
          rwg: rwgj({ ...agreement, nullVariance: 'uniform' }),
          skewed: rwgj({ ...agreement, nullVariance: 'slightSkew' }),
        });
      }),
    );
  });

  it('are numbers or null for any short series', () => {
    const series = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 9 });
    fc.assert(
      fc.property(series, (values) => {
        const times = values.map((_, i) => 2020 + i);
        assertDefined([mannKendall(values), senSlope(values, times)]);
      }),
    );
  });

  it('survive a million respondents and sums near the limit of whole numbers', () => {
    const n = 10_000_000;
    const big = momentsOfSums({ n, sum: 35_000_000_000, sumSquares: 132_500_000_000_000 });
    assert.ok(Math.abs(big.variance! - 1_000_000.1) < 1e-3);
    assertDefined(ofPair(big, { ...big, mean: 3501 }));
    assertDefined(ofGroups([big, { ...big, mean: 3510 }, agreed]));
    const twin = momentsOfSums({ n: 3, sum: 9_007_199_254_740_990, sumSquares: 9_007_199_254_740_990 });
    assertDefined(twin);
  });
});
