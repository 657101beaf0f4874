/** Random inputs for the property tests: Likert answers, groups of them, and a check that no NaN or infinity gets out. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Moments, momentsOf } from '../../server/statistics/moments.ts';

export const points = fc.integer({ min: 2, max: 11 });

/** Answers of one group on a five-point scale. */
export const answers = (minLength = 1) =>
  fc.array(fc.integer({ min: 1, max: 5 }), { minLength, maxLength: 30 });

export const groupsOfAnswers = fc.array(answers(), { minLength: 2, maxLength: 12 });

export const groups: fc.Arbitrary<Moments[]> = groupsOfAnswers.map((all) => all.map(momentsOf));

/** Rows of k answers, some missing. */
export const sheets = fc
  .tuple(fc.integer({ min: 1, max: 7 }), points)
  .chain(([k, most]) =>
    fc.array(
      fc.array(fc.option(fc.integer({ min: 1, max: most }), { freq: 12 }), { minLength: k, maxLength: k }),
      { maxLength: 25 },
    ),
  );

/** Fails on NaN, an infinity or undefined anywhere in a result. */
export function assertDefined(value: unknown, path = 'result'): void {
  assert.notEqual(value, undefined, path);
  if (typeof value === 'number') assert.ok(Number.isFinite(value), `${path} is ${value}`);
  else if (value !== null && typeof value === 'object') {
    for (const [key, part] of Object.entries(value)) assertDefined(part, `${path}.${key}`);
  }
}

export function assertClose(actual: number | null, expected: number | null, tolerance = 1e-9): void {
  if (actual === null || expected === null) assert.equal(actual, expected);
  else
    assert.ok(
      Math.abs(actual - expected) <= tolerance * (1 + Math.abs(expected)),
      `${actual} is not ${expected}`,
    );
}
