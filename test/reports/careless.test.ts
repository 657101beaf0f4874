/** Signs of careless answering: which sheets bear them, that they add up and are stored, and what reports tell of them. */
import assert from 'node:assert/strict';
import { buildWaveReports } from '../../server/reports/making/buildWaveReports.ts';
import { isShown } from '../../server/reports/published/reportObject.ts';
import { createTallier } from '../../server/reports/tally/createTallier.ts';
import { addTallies, areTalliesEqual, decodeTally, encodeTally } from '../../server/reports/tally/tally.ts';
import { tallyLayout } from '../../server/reports/tally/tallyLayout.ts';
import { randomFrom } from '../disclosure/provinces.ts';
import { type Answer, encode, instrument, type SmallOffice, smallWave } from './smallWave.ts';

const survey = instrument({
  dimensions: { trust: ['a', '-b', 'c', 'd', '-e', 'f'], pay: ['g', 'h', '-i', 'j', 'k', '-l'] },
});
const layout = tallyLayout([survey]);
const reversed = new Set([1, 4, 8, 11]);

function tallied(sheets: Answer[][]) {
  const tallier = createTallier(layout);
  for (const { answers, demographics } of encode([survey], sheets)) tallier.add(answers, demographics);
  return tallier.tally;
}
const signs = (sheets: Answer[][]) => {
  const { indexes: _indexes, ...counts } = tallied(sheets).careless!;
  return counts;
};

const varied: Answer[] = [4, 2, 5, 3, 1, 4, 5, 4, 2, 3, 4, 1];
const none = { longRun: 0, flat: 0, marked: 0, contrary: 0, compared: 0 };
/** Careful people: high on what is asked plainly, low on what is asked in reverse. */
const careful = (n: number, seed = 7): Answer[][] => {
  const random = randomFrom(seed);
  return Array.from({ length: n }, () =>
    Array.from({ length: 12 }, (_, item): Answer => {
      const high = 3 + Math.floor(3 * random());
      // Two answers that all share, so that nobody has six alike in a row.
      if (item === 3) return 1;
      if (item === 7) return 5;
      return reversed.has(item) ? 6 - high : high;
    }),
  );
};

describe('signs of careless answering', () => {
  it('see six of twelve answers alike in a row, and not five, blanks passed over', () => {
    const run = (length: number): Answer[] =>
      varied.map((answer, i) => (i < length ? 3 : answer === 3 ? 2 : answer));
    assert.deepEqual(signs([run(5)]), none);
    assert.deepEqual(signs([run(6)]), { ...none, longRun: 1, marked: 1 });
    assert.deepEqual(signs([run(7).with(2, null).with(3, 'notApplicable')]), none, 'five are left');
    assert.deepEqual(signs([run(8).with(2, null).with(3, 'notApplicable')]), {
      ...none,
      longRun: 1,
      marked: 1,
    });
  });

  it('see answers that hardly vary, before reverse-keyed items are turned', () => {
    const flat: Answer[] = [4, 4, 4, 4, 4, 5, 4, 4, 4, 4, 4, 4];
    assert.deepEqual(signs([flat]), { ...none, longRun: 1, flat: 1, marked: 1 });
    assert.equal(signs([flat.with(0, 5)]).flat, 0, 'two of twelve differ');
    assert.equal(signs([flat.map((answer, i) => (reversed.has(i) ? 6 - Number(answer) : answer))]).flat, 0);
    assert.equal(signs([flat.map((answer, i) => (i < 5 ? answer : null))]).flat, 0, 'five answers');
  });

  it('see a sheet that runs against the others of its unit, from ten sheets on', () => {
    const turned = (sheets: Answer[][]) => sheets.map((sheet) => sheet.map((answer) => 6 - Number(answer)));
    assert.equal(signs(careful(30)).contrary, 0);
    assert.deepEqual([signs(careful(30)).compared, signs(careful(9)).compared], [30, 0]);
    assert.equal(signs([...careful(30), ...turned(careful(2, 9))]).contrary, 2);
  });

  it('add up over units, are stored, and are ignored in tallies that were stored before', () => {
    const [one, other] = [tallied([varied, varied.map(() => 5)]), tallied([varied.map(() => 4)])];
    const both = addTallies(layout, [one, other]);
    assert.equal(both.careless?.marked, 2);
    assert.equal(
      [...both.careless!.indexes[0]!.values()].reduce((a, b) => a + b, 0),
      2,
    );
    const stored = decodeTally(layout, encodeTally(one));
    assert.deepEqual(stored, one);
    const { careless: _careless, ...older } = one;
    const old = decodeTally(layout, encodeTally(older));
    assert.equal(old.careless, undefined);
    assert.ok(areTalliesEqual(old, one));
    assert.equal(addTallies(layout, [old, other]).careless, undefined);
    assert.ok(!areTalliesEqual({ ...one, careless: { ...one.careless!, marked: 7 } }, one));
  });
});

describe('the index without marked sheets', () => {
  const straight = (n: number, seed: number) => {
    const random = randomFrom(seed);
    return Array.from({ length: n }, () => Array<Answer>(12).fill(1 + Math.floor(5 * random())));
  };
  const published = (marks: Record<string, number>) => {
    const offices = Object.entries({ root: 60, north: 40, south: 50, west: 45 }).map(
      ([code, n], i): [string, SmallOffice] => [
        code,
        {
          ...(code !== 'root' && { parent: 'root' }),
          headcount: n + 20,
          answers: [...careful(n, 20 + i), ...straight(marks[code] ?? 0, 40 + i)],
        },
      ],
    );
    return buildWaveReports({ current: smallWave([survey], Object.fromEntries(offices)), previous: null });
  };
  const told = (made: ReturnType<typeof published>, group: string) => made.extras.get(group)?.careless;

  it('is that of the others exactly', () => {
    const made = published({ north: 14, south: 12, west: 15, root: 16 });
    const report = made.reports.find(({ office, scope }) => office === 'root' && scope === 'subtree')!;
    const index = report.instruments[0]!.index;
    assert.ok(isShown(index));
    const careless = told(made, 'subtree:root')!;
    assert.equal(careless.marked, 57);
    const rest = ['north', 'south', 'west', 'root'].flatMap((_, i) =>
      careful([40, 50, 45, 60][i]!, [21, 22, 23, 20][i]!),
    );
    const score = (sheet: Answer[]) =>
      (25 * sheet.reduce<number>((sum, x, i) => sum + (reversed.has(i) ? 6 - Number(x) : Number(x)) - 1, 0)) /
      12;
    const mean = rest.reduce((sum, sheet) => sum + score(sheet), 0) / rest.length;
    assert.equal(careless.without.small?.n, rest.length);
    assert.ok(Math.abs(careless.without.small!.mean - mean) < 1e-9);
  });

  it('is not told where it would speak of fewer marked sheets than a score may, nor by subtraction', () => {
    const made = published({ north: 14, south: 3, west: 15, root: 16 });
    assert.equal(told(made, 'own:south')?.marked, 3);
    assert.equal(told(made, 'own:south')?.without.small, null);
    const parts = ['own:north', 'own:west', 'own:root'].filter((id) => told(made, id)?.without.small);
    const isWhole = Boolean(told(made, 'subtree:root')?.without.small);
    assert.ok(!isWhole || parts.length < 3, 'the three of the south would follow');
    assert.ok(isWhole || parts.length > 0, 'nothing is told at all');
  });

  it('is not told where hardly anybody was careful', () => {
    const offices = { root: { headcount: 90, answers: [...careful(3), ...straight(50, 3)] } };
    const made = buildWaveReports({ current: smallWave([survey], offices), previous: null });
    assert.equal(told(made, 'own:root')?.without.small ?? null, null);
  });
});
