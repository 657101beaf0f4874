/**
 * The index with and without careless sheets, as equations: the attacker knows how many sheets of each office bear a sign, and adds and
 * subtracts up to four of all shown indexes. No result may speak of fewer people than the minimum.
 */
import assert from 'node:assert/strict';
import { buildWaveReports } from '../../server/reports/making/buildWaveReports.ts';
import { isShown } from '../../server/reports/published/reportObject.ts';
import { randomFrom } from '../disclosure/provinces.ts';
import { type Answer, instrument, type SmallOffice, smallWave } from '../reports/smallWave.ts';
import { runs } from './runs.ts';

const survey = instrument({ dimensions: { trust: ['a', 'b', 'c', 'd'], pay: ['e', 'f', 'g', 'h'] } });
const parents = [null, 0, 0, 1, 2] as const;
const minimum = 5;

interface Place {
  careful: number;
  careless: number;
}

/** Offices of any size, in which up to six tenths of the sheets are of one answer. */
function placesOf(seed: number): Place[] {
  const random = randomFrom(1000 + seed);
  return parents.map((_, i) => {
    const size = i === 0 ? 30 : 3 + Math.floor(35 * random());
    const careless = Math.floor(size * random() * 0.6);
    return { careful: size - careless, careless };
  });
}

function province(seed: number) {
  const random = randomFrom(seed);
  const offices = placesOf(seed).map(({ careful, careless }, i): [string, SmallOffice] => {
    const varied = Array.from({ length: careful }, () =>
      Array.from({ length: 8 }, (_, item): Answer => 1 + ((item * 2 + Math.floor(5 * random())) % 5)),
    );
    const straight = Array.from({ length: careless }, () =>
      Array<Answer>(8).fill(1 + Math.floor(5 * random())),
    );
    const parent = parents[i];
    return [
      `o${i}`,
      {
        ...(parent != null && { parent: `o${parent}` }),
        headcount: careful + careless + 10,
        answers: [...varied, ...straight],
      },
    ];
  });
  return buildWaveReports({ current: smallWave([survey], Object.fromEntries(offices)), previous: null });
}

const below = (office: number): number[] => [
  office,
  ...parents.flatMap((parent, i) => (parent === office ? below(i) : [])),
];

/** What is shown, over the careful and the careless sheets of each office. */
function rowsOf({ reports, extras }: ReturnType<typeof province>) {
  const rows: number[][] = [];
  let told = 0;
  for (const report of reports) {
    const index = report.instruments[0]!.index;
    const office = Number(report.office.slice(1));
    const units = new Set(report.scope === 'own' ? [office] : below(office));
    const cells = (part: 'all' | 'careful') =>
      parents.flatMap((_, unit) => [units.has(unit) ? 1 : 0, units.has(unit) && part === 'all' ? 1 : 0]);
    if (!isShown(index)) continue;
    rows.push(cells('all'));
    if (!extras.get(`${report.scope}:${report.office}`)?.careless?.without.small) continue;
    rows.push(cells('careful'));
    told += 1;
  }
  return { rows, told };
}

/** The fewest people that a sum of up to four rows, each added or subtracted, speaks of. */
function fewest(rows: readonly number[][], sheets: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY;
  const look = (from: number, depth: number, sum: readonly number[]) => {
    const people = sum.reduce((total, factor, i) => total + (factor === 0 ? 0 : sheets[i]!), 0);
    if (depth > 0 && people > 0) least = Math.min(least, people);
    if (depth === 4) return;
    for (let i = from; i < rows.length; i += 1)
      for (const sign of [1, -1])
        look(
          i + 1,
          depth + 1,
          sum.map((value, cell) => value + sign * rows[i]![cell]!),
        );
  };
  look(
    0,
    0,
    sheets.map(() => 0),
  );
  return least;
}

const sheetsOf = (seed: number) => placesOf(seed).flatMap(({ careful, careless }) => [careful, careless]);

describe('the index with and without careless sheets', () => {
  it('gives no mean of fewer people than the minimum, by subtraction either', () => {
    let told = 0;
    for (let seed = 1; seed <= runs(12); seed += 1) {
      const found = rowsOf(province(seed));
      told += found.told;
      const least = fewest(found.rows, sheetsOf(seed));
      assert.ok(least >= minimum, `province ${seed}: a sum speaks of ${least} people`);
    }
    assert.ok(told >= 12, `told only ${told} times`);
  });

  it('would give one if it were told of everybody', () => {
    const all = parents.map((_, i) => parents.flatMap((_p, unit) => (unit === i ? [1, 1] : [0, 0])));
    const careful = all.map((row) => row.map((value, cell) => (cell % 2 === 0 ? value : 0)));
    assert.ok([1, 2, 3, 4].some((seed) => fewest([...all, ...careful], sheetsOf(seed)) < minimum));
  });
});
