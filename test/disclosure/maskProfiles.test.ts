/** Open data: every person has k − 1 twins, as little is masked as the passes need, and what cannot be done is refused. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CannotAnonymise } from '../../server/disclosure/cannotAnonymise.ts';
import { createMasker } from '../../server/disclosure/maskProfiles.ts';
import { mergeOffices } from '../../server/disclosure/mergeOffices.ts';
import { profileKeys } from '../../server/disclosure/profileKeys.ts';

const k = 10;

interface People {
  n: number;
  values: (string | null)[];
}

/** Persons with one background: gender, age, years of service. */
const people = (n: number, ...values: (string | null)[]): People => ({ values, n });

const options = [
  ['f', 'm'],
  ['20', '30', '40', '50', '60'],
  ['new', 'old', 'older'],
];
const keys = profileKeys(options.map(({ length }) => length + 1));
const keyOf = (values: People['values']) =>
  values.reduce(
    (sum, value, at) => sum + (value === null ? 0 : (options[at]!.indexOf(value) + 1) * keys.weights[at]!),
    0,
  );

function maskProfiles(profiles: readonly People[], k: number) {
  const weighted = profiles.map(({ values, n }) => ({ key: keyOf(values), n }));
  const found = createMasker(keys)(weighted, k);
  const values = found.keys.map((key) =>
    keys.codesOf(key).map((code, question) => options[question]![code - 1] ?? null),
  );
  return { ...found, values };
}

const anyProfiles = fc
  .array(
    fc.record({
      values: fc.tuple(
        fc.constantFrom('f', 'm', null),
        fc.constantFrom('20', '30', '40', '50', null),
        fc.constantFrom('new', 'old', 'older'),
      ),
      n: fc.integer({ min: 1, max: 4 }),
    }),
    { minLength: 10, maxLength: 100 },
  )
  .map((profiles) => [...profiles, people(10, 'f', '20', 'new')]);

describe('Open data', () => {
  it('masks one value where that is enough', () => {
    const { values, masked } = maskProfiles(
      [people(20, 'f', '30', 'old'), people(6, 'f', '40', 'old'), people(6, 'f', '50', 'old')],
      k,
    );
    assert.deepEqual(masked, { one: 12, two: 0, three: 0, all: 0 });
    assert.deepEqual(values, [
      ['f', '30', 'old'],
      ['f', null, 'old'],
      ['f', null, 'old'],
    ]);
  });

  it('masks no more than one value where exactly ten then look alike', () => {
    const { values, masked, smallestClass } = maskProfiles(
      [people(20, 'f', '30', 'old'), people(5, 'f', '40', 'old'), people(5, 'f', '50', 'old')],
      k,
    );
    assert.deepEqual(masked, { one: 10, two: 0, three: 0, all: 0 });
    assert.deepEqual(values.slice(1), [
      ['f', null, 'old'],
      ['f', null, 'old'],
    ]);
    assert.equal(smallestClass, 10);
  });

  it('masks two values where one is not enough', () => {
    const { values, masked } = maskProfiles(
      [people(20, 'f', '30', 'old'), people(6, 'f', '40', 'new'), people(6, 'f', '50', 'older')],
      k,
    );
    assert.deepEqual(masked, { one: 0, two: 12, three: 0, all: 0 });
    assert.deepEqual(values[1], ['f', null, null]);
  });

  it('masks everything of a single person, and of some others too', () => {
    const { values, masked, smallestClass } = maskProfiles(
      [people(30, 'f', '30', 'old'), people(1, 'm', '60', 'new')],
      k,
    );
    assert.equal(masked.all, 31);
    assert.equal(smallestClass, 31);
    assert.deepEqual(values, [
      [null, null, null],
      [null, null, null],
    ]);
  });

  it('gives every person nine twins, and keeps what was not masked', () => {
    fc.assert(
      fc.property(anyProfiles, (profiles) => {
        const { values, smallestClass } = maskProfiles(profiles, k);
        const classes = new Map<string, number>();
        for (const [at, { n, values: given }] of profiles.entries()) {
          const shown = values[at] ?? assert.fail();
          const key = JSON.stringify(shown);
          classes.set(key, (classes.get(key) ?? 0) + n);
          assert.ok(shown.every((value, question) => value === null || value === given[question]));
        }
        assert.ok([...classes.values()].every((size) => size >= k));
        assert.equal(smallestClass, Math.min(...classes.values()));
      }),
      { numRuns: 60 },
    );
  });

  it('is refused where there are fewer than k persons', () => {
    assert.throws(() => maskProfiles([people(9, 'f', '30', 'old')], k), CannotAnonymise);
  });

  it('is refused where there are more kinds of persons than can be told apart', () => {
    const yesOrNo = (questions: number) => Array.from({ length: questions }, () => 3);
    assert.throws(() => profileKeys(yesOrNo(60)), CannotAnonymise);
    // 3 to the power of 33 is the last that a number holds to the unit.
    assert.throws(() => profileKeys(yesOrNo(34)), CannotAnonymise);
    const { codesOf } = profileKeys(yesOrNo(33));
    assert.deepEqual(codesOf(3 ** 33 - 1), Array(33).fill(2));
  });

  it('speaks of no office group under 300 respondents', () => {
    const parents = new Map([
      ['hq', null],
      ['ahar', 'hq'],
      ['a', 'ahar'],
      ['b', 'ahar'],
      ['osku', 'hq'],
    ]);
    const sizes = new Map([
      ['hq', 200],
      ['ahar', 250],
      ['a', 40],
      ['b', 320],
      ['osku', 120],
    ]);
    const merged = mergeOffices(sizes, parents, 300);
    assert.deepEqual(Object.fromEntries(merged), { b: 'b', hq: 'hq', osku: 'hq', ahar: 'hq', a: 'hq' });
  });

  it('leaves office groups of exactly 300 as they are, the one at the top included', () => {
    const parents = new Map([
      ['hq', null],
      ['ahar', 'hq'],
    ]);
    const sizes = new Map([
      ['hq', 300],
      ['ahar', 300],
    ]);
    assert.deepEqual(Object.fromEntries(mergeOffices(sizes, parents, 300)), { hq: 'hq', ahar: 'ahar' });
  });
});
