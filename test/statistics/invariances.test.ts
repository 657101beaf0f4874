/** Identities that hold for any data, checked on random answers. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { benjaminiHochberg, holm } from '../../server/statistics/adjustP.ts';
import { pearson, spearman } from '../../server/statistics/correlation.ts';
import { covarianceFromProducts, productsOf } from '../../server/statistics/covariance.ts';
import { cronbachAlpha } from '../../server/statistics/cronbachAlpha.ts';
import { empiricalBayes } from '../../server/statistics/empiricalBayes.ts';
import { icc, stepUp } from '../../server/statistics/icc.ts';
import { kruskalWallis } from '../../server/statistics/kruskalWallis.ts';
import {
  momentsOf,
  momentsOfHistogram,
  momentsOfSums,
  pooledMoments,
} from '../../server/statistics/moments.ts';
import { oneWay } from '../../server/statistics/oneWay.ts';
import { rwgj } from '../../server/statistics/rwg.ts';
import { welchTest } from '../../server/statistics/welchTest.ts';
import { wilsonInterval } from '../../server/statistics/wilsonInterval.ts';
import { answers, assertClose, groups, groupsOfAnswers, sheets } from './arbitraries.ts';

const complete = sheets.map((rows) => rows.map((row) => row.map((answer) => answer ?? 1)));
const alphaOf = (rows: number[][]) => {
  const covariance = covarianceFromProducts(productsOf(rows));
  return covariance && cronbachAlpha(covariance);
};
const occurrences = (values: number[]) => values.map((value) => [value, 1] as const);

describe('statistics of any answers', () => {
  it('give the same alpha when all answers are shifted or stretched', () => {
    fc.assert(
      fc.property(complete, (rows) => {
        const moved = rows.map((row) => row.map((answer) => 25 * answer + 100));
        assertClose(alphaOf(moved), alphaOf(rows), 1e-7);
      }),
    );
  });

  it('give the same moments from values, a histogram, sums or parts', () => {
    fc.assert(
      fc.property(answers(2), answers(), (a, b) => {
        const all = [...a, ...b];
        const expected = momentsOf(all);
        const sum = all.reduce((total, value) => total + value, 0);
        const sumSquares = all.reduce((total, value) => total + value * value, 0);
        const ways = [
          momentsOfSums({ n: all.length, sum, sumSquares }),
          momentsOfHistogram([1, 2, 3, 4, 5].map((value) => [value, all.filter((x) => x === value).length])),
          pooledMoments([momentsOf(a), momentsOf(b)]),
        ];
        for (const { n, mean, variance } of ways) {
          assert.equal(n, expected.n);
          assertClose(mean, expected.mean);
          assertClose(variance, expected.variance);
        }
      }),
    );
  });

  it('step ICC(1) up to ICC(2) with the same group size', () => {
    fc.assert(
      fc.property(groups, (all) => {
        const result = icc(all);
        if (result?.icc1MeanSize == null || result.icc2Msb === null || result.icc2Msb < -1e3) return;
        assertClose(stepUp(result.icc1MeanSize, result.kMean), result.icc2Msb, 1e-7);
        assertClose(stepUp(result.icc1, result.n0), result.icc2Msb, 1e-7);
      }),
    );
  });

  it('turn the sign of a Welch test when the groups change places', () => {
    fc.assert(
      fc.property(answers(), answers(), (a, b) => {
        const [there, back] = [welchTest(momentsOf(a), momentsOf(b)), welchTest(momentsOf(b), momentsOf(a))];
        assert.equal(there === null, back === null);
        if (there === null || back === null) return;
        assertClose(there.t, -back.t);
        assertClose(there.df, back.df);
        assertClose(there.p, back.p);
        assertClose(there.ci95[0], -back.ci95[1]);
      }),
    );
  });

  it('shrink every mean towards the common one, never past it', () => {
    fc.assert(
      fc.property(groups, fc.constantFrom('reml' as const, 'moments' as const), (all, method) => {
        const result = empiricalBayes(all, method);
        for (const group of result?.groups ?? []) {
          const [low, high] = [Math.min(group!.mean, result!.mu), Math.max(group!.mean, result!.mu)];
          assert.ok(group!.shrunken >= low - 1e-12 && group!.shrunken <= high + 1e-12);
          assert.ok(group!.lambda >= 0 && group!.lambda <= 1);
        }
      }),
    );
  });

  it('never lower a p value by adjusting, nor change the order of p values', () => {
    const ps = fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 40 });
    fc.assert(
      fc.property(ps, (all) => {
        const [bh, held] = [benjaminiHochberg(all), holm(all)];
        for (const [i, p] of all.entries()) {
          if (p === null) assert.deepEqual([bh[i], held[i]], [null, null]);
          else assert.ok(bh[i]! >= p && held[i]! >= bh[i]! - 1e-15 && held[i]! <= 1);
          for (const [j, q] of all.entries()) {
            if (p !== null && q !== null && p < q) assert.ok(bh[i]! <= bh[j]! && held[i]! <= held[j]!);
          }
        }
      }),
    );
  });

  it('split the total sum of squares into between and within', () => {
    fc.assert(
      fc.property(groupsOfAnswers, (all) => {
        const result = oneWay(all.map(momentsOf));
        if (result === null) return;
        const { n, variance } = momentsOf(all.flat());
        assertClose(result.ssBetween + result.ssWithin, (n - 1) * variance!);
      }),
    );
  });

  it('rank by order only: a rising transformation changes nothing', () => {
    fc.assert(
      fc.property(groupsOfAnswers, (all) => {
        const plain = kruskalWallis(all.map(occurrences));
        const bent = kruskalWallis(all.map((values) => occurrences(values.map((value) => value ** 3))));
        assertClose(plain?.H ?? null, bent?.H ?? null);
      }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { minLength: 3 }), (pairs) => {
        const [x, y] = [pairs.map((pair) => pair[0]), pairs.map((pair) => pair[1])];
        assertClose(spearman(x.map(Math.exp), y)?.r ?? null, spearman(x, y)?.r ?? null);
        assertClose(pearson(x, y)?.r ?? null, pearson(y, x)?.r ?? null);
      }),
    );
  });

  it('keep shares and agreement within their bounds', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), (a, b) => {
        const [x, n] = [Math.min(a, b), Math.max(a, b)];
        const interval = wilsonInterval(x, n);
        if (n === 0) return assert.equal(interval, null);
        assert.ok(interval![0] >= 0 && interval![0] <= x / n && x / n <= interval![1] && interval![1] <= 1);
      }),
    );
    fc.assert(
      fc.property(fc.array(answers(2), { minLength: 1 }), (items) => {
        const itemVariances = items.map((values) => momentsOf(values).variance);
        const value = rwgj({ itemVariances, points: 5, nullVariance: 'uniform' })!;
        assert.ok(value >= 0 && value <= 1);
      }),
    );
  });
});
