/** Open data: every row has k − 1 twins, as little is masked as the passes need, and what cannot be done is refused. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CannotAnonymise } from '../../../server/reports/disclosure/cannotAnonymise.ts';
import { kAnonymise } from '../../../server/reports/disclosure/kAnonymise.ts';
import { mergeOffices } from '../../../server/reports/disclosure/mergeOffices.ts';

const options = { k: 10, office: 'office', quasiIdentifiers: ['gender', 'age', 'tenure'] };

function people(
  count: number,
  gender: string | null,
  age: string | null,
  tenure: string | null,
  office = 'hq',
) {
  return Array.from({ length: count }, () => ({ office, gender, age, tenure, answer: '4' }));
}

const anyRows = fc
  .array(
    fc.record({
      office: fc.constantFrom('hq', 'ahar'),
      gender: fc.constantFrom('f', 'm', null),
      age: fc.constantFrom('20', '30', '40', '50', null),
      tenure: fc.constantFrom('new', 'old', 'older'),
    }),
    { minLength: 20, maxLength: 200 },
  )
  .map((rows) => [...rows, ...people(10, 'f', '20', 'new', 'hq'), ...people(10, 'm', '50', 'old', 'ahar')]);

describe('Open data', () => {
  it('masks one value where that is enough', () => {
    const { rows, masked } = kAnonymise(
      [...people(20, 'f', '30', 'old'), ...people(6, 'f', '40', 'old'), ...people(6, 'f', '50', 'old')],
      options,
    );
    assert.deepEqual(masked, { one: 12, two: 0, three: 0, all: 0 });
    assert.equal(rows[25]!.age, null);
    assert.equal(rows[25]!.gender, 'f');
    assert.equal(rows[25]!.answer, '4');
  });

  it('masks everything of a single person, and of some others with him', () => {
    const { masked, smallestClass } = kAnonymise(
      [...people(30, 'f', '30', 'old'), ...people(1, 'm', '60', 'new')],
      options,
    );
    assert.equal(masked.all, 31);
    assert.ok(smallestClass >= 10);
  });

  it('gives every row nine twins, changes nothing else and keeps what was not masked', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const result = kAnonymise(rows, options);
        const classes = new Map<string, number>();
        result.rows.forEach((row, i) => {
          const key = JSON.stringify([row.office, row.gender, row.age, row.tenure]);
          classes.set(key, (classes.get(key) ?? 0) + 1);
          for (const field of ['gender', 'age', 'tenure'] as const) {
            assert.ok(row[field] === null || row[field] === rows[i]![field]);
          }
        });
        assert.ok([...classes.values()].every((size) => size >= 10));
        assert.equal(result.smallestClass, Math.min(...classes.values()));
      }),
      { numRuns: 60 },
    );
  });

  it('is refused when an office has fewer than k rows', () => {
    assert.throws(() => kAnonymise(people(9, 'f', '30', 'old'), options), CannotAnonymise);
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
});
