/** What may be said of differences and drivers: against numbers of numpy, scipy and statsmodels (reference/verdicts.py). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { idealVerdictOn, verdictOn } from '../../server/reports/published/verdicts.ts';
import { detectableDifference } from '../../server/statistics/detectableDifference.ts';
import { directionsOf, shareIntervals } from '../../server/statistics/driverEvidence.ts';
import { effectSize } from '../../server/statistics/effectSize.ts';
import { liesWithinMargin } from '../../server/statistics/equivalence.ts';
import { modelTest } from '../../server/statistics/modelTest.ts';
import { relativeWeights } from '../../server/statistics/relativeWeights.ts';
import { welchTest } from '../../server/statistics/welchTest.ts';

interface Reference {
  margin: number;
  shifts: [df: number, shift: number][];
  differences: {
    sides: [mean: number, sd: number, n: number][];
    p: number;
    ci95: [number, number];
    equivalence: number;
    verdict: string;
    detectable: number;
  }[];
  models: {
    name: string;
    covariance: number[][];
    n: number;
    r2: number;
    F: number;
    p: number;
    adjustedR2: number;
    directions: string[];
    shares: number[];
    shareCi95: [number, number][];
  }[];
}

const reference: Reference = JSON.parse(
  readFileSync(new URL('reference/verdicts.json', import.meta.url), 'utf8'),
);

function near(actual: number, wanted: number, tolerance: number, what = ''): void {
  assert.ok(
    Math.abs(actual - wanted) <= tolerance * Math.max(1, Math.abs(wanted)),
    `${what} ${actual} ${wanted}`,
  );
}

describe('verdicts on differences', () => {
  it('are those of two one-sided tests and of the test, the same before different', () => {
    for (const { sides, p, ci95, equivalence, verdict } of reference.differences) {
      const [a, b] = sides.map(([mean, sd, n]) => ({ mean, variance: sd ** 2, n }));
      const test = welchTest(a!, b!)!;
      near(test.p, p, 1e-8);
      near(test.ci95[0], ci95[0], 1e-8);
      assert.equal(liesWithinMargin(test.ci95, reference.margin), equivalence < 0.025);
      const mark = test.p < 0.05 ? (test.difference > 0 ? 'higher' : 'lower') : 'notDifferent';
      assert.equal(verdictOn({ ci95: test.ci95, pAdjusted: test.p, mark }, reference.margin), verdict);
    }
  });

  it('follow the adjusted p, and are none where nothing was tested', () => {
    const ci95: [number, number] = [1, 12];
    assert.equal(verdictOn({ ci95, pAdjusted: 0.04, mark: 'higher' }, 5), 'different');
    assert.equal(verdictOn({ ci95, pAdjusted: 0.06, mark: 'notDifferent' }, 5), 'unclear');
    assert.equal(verdictOn({ ci95: [1, 4.9], pAdjusted: 0.001, mark: 'higher' }, 5), 'same');
    assert.equal(verdictOn({ ci95: [1, 5], pAdjusted: 0.001, mark: 'higher' }, 5), 'different');
    assert.equal(verdictOn({ ci95: [-1, 1], pAdjusted: 0.5, mark: 'notTested' }, 5), null);
    assert.throws(() => liesWithinMargin([-1, 1], 0), RangeError);
  });

  it('say how large a difference must be to be seen with 80 % power', () => {
    for (const [df, shift] of reference.shifts) {
      near(detectableDifference(1, df), shift, df < 3 ? 1e-4 : 2e-6, `df ${df}`);
    }
    for (const { sides, detectable } of reference.differences) {
      const [a, b] = sides.map(([mean, sd, n]) => ({ mean, variance: sd ** 2, n }));
      const { se, df } = welchTest(a!, b!)!;
      near(detectableDifference(se, df), detectable, 2e-6);
    }
    assert.throws(() => detectableDifference(1, 0.5), RangeError);
  });

  it('name the size of an effect', () => {
    assert.deepEqual([0.05, -0.199, 0.2, -0.5, 0.79, 0.8].map(effectSize), [
      ...['negligible', 'negligible', 'small', 'medium', 'medium', 'large'],
    ]);
  });
});

describe('verdicts on the ideal', () => {
  it('reckon with the interval on both sides', () => {
    assert.equal(idealVerdictOn([80, 84], 80), 'reached');
    assert.equal(idealVerdictOn([79.9, 88.9], 80), 'unclear', 'a mean of 84.4 alone reaches nothing');
    assert.equal(idealVerdictOn([70, 80], 80), 'unclear');
    assert.equal(idealVerdictOn([70, 79.9], 80), 'below');
    assert.equal(idealVerdictOn([60, 90], null), null);
    assert.equal(idealVerdictOn(null, 80), null);
  });
});

describe('what explains an outcome', () => {
  for (const model of reference.models) {
    const outcome = model.covariance.length - 1;

    it(`is tested as a whole and has a direction for each part (${model.name})`, () => {
      const test = modelTest(model.r2, model.n, outcome)!;
      near(test.F!, model.F, 1e-8);
      near(test.p, model.p, 1e-8);
      near(test.adjustedR2, model.adjustedR2, 1e-8);
      assert.deepEqual(directionsOf(model.covariance, outcome, model.n), model.directions);
    });

    it(`has shares with intervals like those of exact Wishart draws (${model.name})`, () => {
      const { shares } = relativeWeights(model.covariance, outcome)!;
      const intervals = shareIntervals(model.covariance, outcome, model.n)!;
      const tolerance = model.name === 'noise' ? 0.08 : 0.02;
      for (const [i, wanted] of model.shareCi95.entries()) {
        near(shares![i]!, model.shares[i]!, 1e-8);
        near(intervals[i]![0], wanted[0], tolerance, `low of ${i}`);
        near(intervals[i]![1], wanted[1], tolerance, `high of ${i}`);
      }
      assert.deepEqual(shareIntervals(model.covariance, outcome, model.n), intervals, 'a fixed seed');
    });
  }

  it('cannot be tested without degrees of freedom, and leaves no doubt where all is explained', () => {
    assert.equal(modelTest(0.5, 5, 4), null);
    assert.deepEqual(modelTest(1, 30, 2), { F: null, df: [2, 27], p: 0, adjustedR2: 1 });
  });
});
