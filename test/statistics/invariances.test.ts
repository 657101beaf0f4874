/** Identities that hold for any data, checked on random answers. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { benjaminiHochberg } from '../../server/statistics/adjustP.ts';
import { covarianceFromProducts } from '../../server/statistics/covariance.ts';
import { cronbachAlpha } from '../../server/statistics/cronbachAlpha.ts';
import { empiricalBayes } from '../../server/statistics/empiricalBayes.ts';
import { icc } from '../../server/statistics/icc.ts';
import { kruskalWallis } from '../../server/statistics/kruskalWallis.ts';
import { momentsOf, momentsOfHistogram, momentsOfSums } from '../../server/statistics/moments.ts';
import { oneWay } from '../../server/statistics/oneWay.ts';
import { rwgj } from '../../server/statistics/rwg.ts';
import { welchTest } from '../../server/statistics/welchTest.ts';
import { answers, assertClose, groups, groupsOfAnswers, sheets } from './arbitraries.ts';
import { productsOf } from './products.ts';

const point = fc.integer({ min: 1, max: 5 });
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

  it('give the same moments from values, a histogram or sums', () => {
    fc.assert(
      fc.property(answers(2), (all) => {
        const expected = momentsOf(all);
        const sum = all.reduce((total, value) => total + value, 0);
        const sumSquares = all.reduce((total, value) => total + value * value, 0);
        const ways = [
          momentsOfSums({ n: all.length, sum, sumSquares }),
          momentsOfHistogram([1, 2, 3, 4, 5].map((value) => [value, all.filter((x) => x === value).length])),
        ];
        for (const { n, mean, variance } of ways) {
          assert.equal(n, expected.n);
          assertClose(mean, expected.mean);
          assertClose(variance, expected.variance);
        }
      }),
    );
  });

  it('step ICC(1) up to ICC(2) with the size that all groups have', () => {
    const ofOneSize = fc
      .integer({ min: 2, max: 12 })
      .chain((size) => fc.array(fc.array(point, { minLength: size, maxLength: size }), { minLength: 2 }));
    fc.assert(
      fc.property(ofOneSize, (all) => {
        const result = icc(all.map(momentsOf));
        if (result === null || result.anova.msBetween === 0) return;
        const { msBetween, msWithin } = result.anova;
        const expected = (msBetween - msWithin) / msBetween;
        if (expected > -1e3) assertClose(result.icc2, expected, 1e-7);
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
      fc.property(groups, (all) => {
        const result = empiricalBayes(all);
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
        const bh = benjaminiHochberg(all);
        for (const [i, p] of all.entries()) {
          if (p === null) assert.equal(bh[i], null);
          else assert.ok(bh[i]! >= p && bh[i]! <= 1);
          for (const [j, q] of all.entries()) {
            if (p !== null && q !== null && p < q) assert.ok(bh[i]! <= bh[j]!);
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
  });

  it('keep agreement within its bounds', () => {
    fc.assert(
      fc.property(fc.array(answers(2), { minLength: 1 }), (items) => {
        const itemVariances = items.map((values) => momentsOf(values).variance);
        const value = rwgj({ itemVariances, points: 5, nullVariance: 'uniform' })!;
        assert.ok(value >= 0 && value <= 1);
      }),
    );
  });
});
