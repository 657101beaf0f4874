/** Did plans help? Against numbers of numpy and statsmodels (reference/plans.py), and in provinces where the truth is known. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type Expectation, expectedWithoutPlan } from '../../server/statistics/expectedWithoutPlan.ts';
import { foreseeableDifference } from '../../server/statistics/foreseeableDifference.ts';
import { type ComparedOffice, type PlanEffect, planEffect } from '../../server/statistics/planEffect.ts';
import { expectedVerdict, planVerdict } from '../../server/statistics/planVerdict.ts';
import { weightedRegression } from '../../server/statistics/weightedRegression.ts';
import { province, simulate } from './simulatedPlans.ts';

interface Reference {
  name: string;
  offices: ComparedOffice[];
  effect: Partial<PlanEffect>;
  expectation: Partial<Expectation>;
}

const references: Reference[] = JSON.parse(
  readFileSync(new URL('reference/plans.json', import.meta.url), 'utf8'),
);

function assertNear(found: object, wanted: object, what: string): void {
  for (const [name, value] of Object.entries(wanted)) {
    const actual = [(found as Record<string, number | number[]>)[name]!].flat();
    for (const [k, number] of [value as number | number[]].flat().entries())
      assert.ok(
        Math.abs(actual[k]! - number) <= 1e-7 * Math.max(1, Math.abs(number)),
        `${what}: ${name} is ${actual[k]}, not ${number}`,
      );
  }
}

const flat = (mean: number, planned: boolean, level = 'district'): ComparedOffice => ({
  first: { n: 10, mean, variance: 100 },
  second: { n: 10, mean: mean + 1, variance: 100 },
  level,
  planned,
});

describe('the comparison of offices with and without a plan', () => {
  it('agrees with statsmodels', () => {
    for (const { name, offices, effect } of references) {
      const found = planEffect(offices)!;
      assertNear(found, effect, name);
      assert.equal(found.planned + found.others, offices.length);
      assert.ok(Math.abs(found.observedGain - found.expectedGain - found.effect) < 1e-9);
    }
  });

  it('expects of one office what offices without a plan did from such a start', () => {
    for (const { name, offices, expectation } of references) {
      const office = offices.find(({ planned }) => planned)!;
      const without = offices.filter(({ planned }) => !planned);
      const found = expectedWithoutPlan(office, without)!;
      assertNear(found, expectation, name);
      assert.ok(Math.abs(found.ci95[0] + found.ci95[1] - 2 * found.remainder) < 1e-9);
    }
  });

  it('is null where it cannot be estimated, and a mistake throws', () => {
    assert.equal(planEffect([]), null);
    assert.equal(planEffect([50, 60, 70, 80].map((mean) => flat(mean, false))), null);
    assert.equal(planEffect([flat(50, true), flat(60, false), flat(70, false)]), null);
    assert.equal(planEffect([50, 60, 70, 80, 90].map((mean, k) => flat(mean, k < 2))), null, 'no spread');
    const sameStart = [1, 2, 3, 4, 5].map((_, k) => flat(50, k < 2));
    assert.equal(planEffect(sameStart), null, 'one start for all: the slope is unknown');
    const { offices } = references[0]!;
    assert.equal(expectedWithoutPlan({ ...offices[0]!, level: 'province' }, offices), null);
    assert.throws(() => weightedRegression([[1], [1]], [1, 2], [1, 0]), RangeError);
    assert.throws(() => weightedRegression([[1], [1]], [1, Number.NaN], [1, 1]), TypeError);
    assert.throws(() => foreseeableDifference({ planned: 8, others: 8, answers: 0, icc: 0.1, sd: 20 }));
    assert.equal(foreseeableDifference({ planned: 1, others: 8, answers: 9, icc: 0.1, sd: 20 }), null);
  });

  it('says «helped» of a draw alone, and nothing of fewer than eight offices a side', () => {
    const clear = { planned: 8, others: 8, ci95: [2, 14], pAdjusted: 0.01 } as const;
    assert.equal(planVerdict(clear, 'draw', 5), 'helped');
    assert.equal(planVerdict(clear, 'matched', 5), 'aboveExpected');
    assert.equal(planVerdict({ ...clear, planned: 7 }, 'draw', 5), 'notTested');
    assert.equal(planVerdict({ ...clear, others: 7 }, 'matched', 5), 'notTested');
    assert.equal(planVerdict(null, 'draw', 5), 'notTested');
    assert.equal(planVerdict({ ...clear, pAdjusted: 0.06 }, 'draw', 5), 'unclear');
    assert.equal(planVerdict({ ...clear, ci95: [0.5, 4.9] }, 'draw', 5), 'asExpected');
    assert.equal(planVerdict({ ...clear, ci95: [-14, -2] }, 'draw', 5), 'belowExpected');
    assert.equal(expectedVerdict({ ci95: [-3, 9], pAdjusted: 0.3 }, 5), 'unclear');
  });
});

describe('plans in provinces where the truth is known', function () {
  this.timeout(60_000);

  it('are called no success where nothing helps, though the offices with plans gain', () => {
    for (const assignment of ['worst', 'draw'] as const) {
      const nothing = simulate({ assignment, effect: 0 }, 400, 11);
      assert.ok(nothing.anyAbove <= 0.05, `${assignment}: any dimension in ${nothing.anyAbove}`);
      assert.ok(Math.abs(nothing.covered - 0.95) < 0.015, `${assignment}: covered ${nothing.covered}`);
      if (assignment === 'worst') assert.ok(nothing.gain > 5 && nothing.naive > 0.5, `${nothing.gain}`);
    }
  });

  it('are found with the power that was foretold', () => {
    const { answers, icc, sd } = province;
    const effect = foreseeableDifference({ planned: 11, others: 12, answers, icc, sd })!;
    const found = simulate({ assignment: 'draw', effect }, 400, 12);
    assert.ok(Math.abs(found.covered - 0.95) < 0.015);
    assert.ok(Math.abs(found.alone - 0.8) < 0.04, `power ${found.alone} at ${effect}`);
    assert.ok(found.above < found.alone, 'adjustment for six dimensions costs some of it');
  });
});
