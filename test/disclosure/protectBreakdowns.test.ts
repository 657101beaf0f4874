/** Breakdowns by all background questions together: what an attacker can compute holds minimumDetail persons, or nobody. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Profile } from '../../server/disclosure/breakdowns/breakdownTable.ts';
import { protectBreakdowns } from '../../server/disclosure/breakdowns/protectBreakdowns.ts';
import { rangeOfHidden } from '../../server/disclosure/hideUntilSafe.ts';
import { protectMeasures } from '../../server/disclosure/protectMeasures.ts';
import { linearBounds } from './linearBounds.ts';
import { officeGroups, randomFrom } from './provinces.ts';
import { RowSpace } from './rowSpace.ts';

interface People extends Profile {
  n: number;
  sum: number;
}

/** Questions `q0`, `q1`, … of the options `a`, `b`, `c`; one measure, whose wholes are protected first. */
function situation(
  parents: (number | null)[],
  people: readonly People[],
  { questions = 2, maxSteps = 1e9, known = 9 } = {},
) {
  const groups = officeGroups(parents);
  const inUnits = (of: (one: People) => number) =>
    parents.map((_, unit) => people.reduce((sum, one) => sum + (one.unit === unit ? of(one) : 0), 0));
  const whole = { id: 'index', n: inUnits(({ n }) => n), sum: inUnits(({ sum }) => sum) };
  const main = protectMeasures({
    headcounts: whole.n,
    groups,
    measures: [whole],
    minimum: 5,
    minimumDetail: 10,
  });
  const decided = (id: string) => main.decide('index', id);
  const none = people.map(() => 0);
  const decisions = protectBreakdowns({
    knownQuestions: parents.map(() => known),
    groups,
    questions: Array.from({ length: questions }, (_, q) => ({ id: `q${q}`, options: ['a', 'b', 'c'] })),
    profiles: people,
    measures: [
      {
        id: 'index',
        n: people.map(({ n }) => n),
        sum: people.map(({ sum }) => sum),
        favourable: none,
        unfavourable: none,
        exact: (id) => decided(id) === 'detail',
        given: (id) => ['detail', 'rounded'].includes(decided(id)),
      },
    ],
    minimum: 5,
    minimumDetail: 10,
    maxSteps,
  });
  const rows = groups.flatMap(({ id, atoms }) => {
    const inside = (fits: (one: People) => boolean) =>
      people.flatMap((one, at) => (atoms.includes(one.unit) && fits(one) ? [at] : []));
    return [
      ...(decided(id) === 'detail' ? [inside(() => true)] : []),
      ...Array.from({ length: questions }, (_, q) => q).flatMap((q) =>
        ['a', 'b', 'c'].flatMap((option, o) =>
          decisions.decide(`q${q}`, option, id) === 'detail'
            ? [inside(({ options }) => options[q] === o)]
            : [],
        ),
      ),
    ];
  });
  return { decisions, rows };
}

const anyPeople = fc
  .record({
    units: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
    kinds: fc.array(fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 1 })), { minLength: 3, maxLength: 4 }),
    sizes: fc.array(fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 14 })), { minLength: 12, maxLength: 12 }),
    isExtreme: fc.boolean(),
    seed: fc.nat(),
  })
  .map(({ units, kinds, sizes, isExtreme, seed }) => {
    const random = randomFrom(seed);
    const parents = units.map((choice, unit) => (unit === 0 ? null : choice % unit));
    const people = units.flatMap((_, unit) =>
      kinds.flatMap((options, kind): People[] => {
        const n = sizes[unit * 4 + kind]!;
        const mean = isExtreme ? [2, 97][Math.floor(2 * random())]! : 20 + 60 * random();
        return n === 0 ? [] : [{ unit, options, n, sum: Math.round(n * mean) }];
      }),
    );
    return { parents, people };
  });

const total = (some: readonly number[], people: readonly People[], of: 'n' | 'sum') =>
  some.reduce((sum, at) => sum + people[at]![of], 0);

describe('Breakdowns by all questions together', () => {
  it('let no set of people under ten be computed from options of several questions, wholes and offices', () => {
    let shown = 0;
    fc.assert(
      fc.property(anyPeople, ({ parents, people }) => {
        const { rows } = situation(parents, people);
        shown += rows.length;
        const space = new RowSpace(rows.map((row) => people.map((_, at) => Number(row.includes(at)))));
        for (let set = 1; set < 2 ** people.length; set += 1) {
          const some = [...people.keys()].filter((at) => (set >> at) & 1);
          if (total(some, people, 'n') >= 10) continue;
          const row = people.map((_, at) => Number(some.includes(at)));
          assert.ok(!space.contains(row), `${total(some, people, 'n')} people follow: ${some}`);
        }
      }),
      { numRuns: 60, seed: 14 },
    );
    assert.ok(shown > 100, `only ${shown} groups were shown`);
  });

  it('leave few people twenty points, or what a single mean around them leaves', async () => {
    await fc.assert(
      fc.asyncProperty(anyPeople, async ({ parents, people }) => {
        const { rows } = situation(parents, people);
        const few = [...people.keys()].filter(
          (at) => people[at]!.n < 5 && rows.some((row) => row.includes(at)),
        );
        const known = rows.map((row) => {
          const sum = total(row, people, 'sum');
          return { terms: row.map((at) => [at, 1] as const), low: sum, high: sum };
        });
        const limits = people.map(({ n }) => [0, 100 * n] as const);
        const bounds = await linearBounds(
          { limits, known },
          few.map((at) => [at]),
        );
        for (const [i, at] of few.entries()) {
          const h = people[at]!.n;
          const alone = rows
            .filter((row) => row.includes(at))
            .map((row) => rangeOfHidden(h, total(row, people, 'n'), total(row, people, 'sum')));
          const range = (bounds[i]![1] - bounds[i]![0]) / h;
          assert.ok(range >= Math.min(20, ...alone) - 0.01, `${h} people within ${range}, ${alone} alone`);
        }
      }),
      { numRuns: 60, seed: 14 },
    );
  });

  /** Twelve women are twelve of thirteen experts, beside eleven men who are none. */
  const womenAndExperts: People[] = [
    { unit: 0, options: [0, 0], n: 12, sum: 700 },
    { unit: 0, options: [1, 0], n: 1, sum: 90 },
    { unit: 0, options: [1, 1], n: 11, sum: 500 },
  ];

  it('do not show women and experts where all experts but one man are women', () => {
    const { decisions } = situation([null], womenAndExperts);
    const shown = ['q0', 'q1'].map((question) =>
      ['a', 'b'].filter((option) => decisions.decide(question, option, 'own0') === 'detail'),
    );
    assert.deepEqual(shown, [['a', 'b'], []]);
  });

  it('show all options where everybody answered and the questions are independent', () => {
    const people = [0, 1].flatMap((a) => [0, 1].map((b) => ({ unit: 0, options: [a, b], n: 12, sum: 600 })));
    const { decisions } = situation([null], people);
    for (const question of ['q0', 'q1'])
      for (const option of ['a', 'b']) assert.equal(decisions.decide(question, option, 'own0'), 'detail');
    assert.equal(decisions.decide('q0', 'c', 'own0'), 'tooFew');
  });

  it('hide the smaller option as well where three did not answer', () => {
    const people = [
      { unit: 0, options: [0], n: 20, sum: 900 },
      { unit: 0, options: [1], n: 15, sum: 900 },
      { unit: 0, options: [-1], n: 3, sum: 150 },
    ];
    const { decisions } = situation([null], people, { questions: 1 });
    const decided = ['a', 'b'].map((option) => decisions.decide('q0', option, 'own0'));
    assert.deepEqual(decided, ['detail', 'complementary']);
  });

  it('hide one of the parts rather than the whole around them', () => {
    const people = [0, 1, 2].flatMap((unit) =>
      [0, 1].map((option) => ({ unit, options: [option], n: unit === 2 && option === 1 ? 4 : 30, sum: 200 })),
    );
    const { decisions } = situation([null, 0, 0], people, { questions: 1 });
    const decided = ['subtree0', 'own0', 'own1'].map((group) => decisions.decide('q0', 'b', group));
    assert.deepEqual(decided, ['detail', 'complementary', 'detail']);
  });

  it('hide options of a question declared later rather than of earlier ones', () => {
    fc.assert(
      fc.property(anyPeople, ({ parents, people }) => {
        const countOf = (questions: number) => {
          const { decisions } = situation(parents, people, { questions });
          const groups = officeGroups(parents).map(({ id }) => id);
          return groups
            .flatMap((id) => ['a', 'b', 'c'].map((option) => decisions.decide('q0', option, id)))
            .filter((decision) => decision === 'detail').length;
        };
        assert.ok(countOf(2) >= countOf(1), 'the second question hides options of the first');
      }),
      { numRuns: 60, seed: 21 },
    );
  });

  it('show fewer questions, the first ones, where all cannot be decided in time', () => {
    const people = [0, 1].flatMap((a) => [0, 1].map((b) => ({ unit: 0, options: [a, b], n: 12, sum: 600 })));
    const first = situation([null], people, { maxSteps: 130 }).decisions;
    assert.equal(first.decide('q0', 'a', 'own0'), 'detail');
    assert.equal(first.decide('q1', 'a', 'own0'), 'complementary');
    const none = situation([null], people, { maxSteps: 0 }).decisions;
    assert.equal(none.decide('q0', 'a', 'own0'), 'complementary');
  });

  it('show nothing of a question whose answers were not counted by profile', () => {
    const people = [0, 1].map((a) => ({ unit: 0, options: [a, 0], n: 12, sum: 600 }));
    const { decisions } = situation([null], people, { known: 1 });
    assert.equal(decisions.decide('q0', 'a', 'own0'), 'detail');
    assert.equal(decisions.decide('q1', 'a', 'own0'), 'complementary');
  });

  it('refuse to speak of an option or a group that is not in them', () => {
    const { decisions } = situation([null], womenAndExperts);
    assert.throws(() => decisions.decide('q0', 'd', 'own0'), RangeError);
    assert.throws(() => decisions.decide('q0', 'a', 'own9'), RangeError);
  });
});
