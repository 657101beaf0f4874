/**
 * Whether the questions mean the same is told from covariances, so it could be an equation about the people of hidden offices. Here these
 * change places, and answer otherwise altogether: nothing of what is told may move, while it does move with people who are shown.
 */
import assert from 'node:assert/strict';
import { buildWaveReports } from '../../server/reports/making/buildWaveReports.ts';
import type { OfficeComparison } from '../../server/reports/making/comparison/compareOffices.ts';
import { randomFrom } from '../disclosure/provinces.ts';
import { type Answer, instrument, type SmallOffice, smallWave } from '../reports/smallWave.ts';

const items = ['a', 'b', 'c', 'd'];
const survey = instrument({ dimensions: { trust: items, pay: ['e', '-f', 'g', 'h'] } });
type Sheets = Record<string, Answer[][]>;

const places: Record<string, Pick<SmallOffice, 'parent' | 'level'> & { respondents: number }> = {
  root: { respondents: 130 },
  north: { parent: 'root', respondents: 70 },
  south: { parent: 'root', respondents: 65 },
  large: { parent: 'north', level: 'district', respondents: 110 },
  tiny: { parent: 'north', level: 'district', respondents: 3 },
  few: { parent: 'north', level: 'district', respondents: 14 },
};
const hidden = ['tiny', 'few'];

/** `lift` is what the second question of an office gains beyond the others. */
function province(seed: number, lift: Record<string, number> = {}): Sheets {
  const random = randomFrom(seed);
  const people = ([office, { respondents }]: [string, { respondents: number }]) => [
    office,
    Array.from({ length: respondents }, () => {
      const level = 1.5 + 3 * random();
      return Array.from({ length: 8 }, (_, item): Answer => {
        const more = item === 1 ? (lift[office] ?? 0) : 0;
        const answer = Math.min(5, Math.max(1, Math.round(level + more + 1.6 * (random() - 0.5))));
        return item === 5 ? 6 - answer : answer;
      });
    }),
  ];
  return Object.fromEntries(Object.entries(places).map(people));
}

function published(before: Sheets, now: Sheets) {
  const tallied = (id: string, sheets: Sheets) =>
    smallWave(
      [survey],
      Object.fromEntries(
        Object.entries(places).map(([code, { respondents, ...place }]) => [
          code,
          { ...place, headcount: respondents + 8, answers: sheets[code]! },
        ]),
      ),
      { id },
    );
  const made = buildWaveReports({ current: tallied('now', now), previous: tallied('before', before) });
  const [comparison] = made.comparisons as [OfficeComparison];
  const fits = [...made.extras].map(([id, { instruments }]) => [
    id,
    instruments[0]?.fits,
    instruments[0]?.alike,
  ]);
  return { alike: comparison.alike!, fits, rows: comparison.rows };
}

const sum = (sheet: Answer[]) => sheet.reduce<number>((total, answer) => total + Number(answer), 0);

/** The people of the two hidden offices, the smaller one having the lowest or the highest of them. */
function exchanged(sheets: Sheets, sign: 1 | -1): Sheets {
  const all = hidden.flatMap((code) => sheets[code]!).sort((a, b) => sign * (sum(a) - sum(b)));
  return { ...sheets, tiny: all.slice(0, 3), few: all.slice(3) };
}

describe('whether questions mean the same, as told of a province with hidden offices', () => {
  const [before, now] = [province(11), province(12, { north: 0.9, south: 0.9 })];

  it('is told of levels and waves, and of a question that one level answers otherwise', () => {
    const { alike, rows } = published(before, now);
    for (const code of hidden)
      assert.ok('suppressed' in rows.find(({ office }) => office === code)!.index, `${code} is shown`);
    assert.deepEqual(alike.levels.trust?.groups, [
      { id: 'province', n: 130 },
      { id: 'governorate', n: 135 },
      { id: 'district', n: 110 },
    ]);
    assert.equal(alike.levels.trust?.verdict, 'partly');
    assert.deepEqual(
      alike.levels.trust?.released.map(({ item }) => item),
      ['b'],
    );
    assert.equal(alike.levels.pay?.verdict, 'same');
    assert.ok(alike.waves.trust?.configural);
  });

  it('stays the same to the last digit when the people of hidden offices change places', () => {
    const [low, high] = ([1, -1] as const).map((sign) =>
      published(exchanged(before, sign), exchanged(now, sign)),
    );
    assert.deepEqual([low!.alike, low!.fits], [high!.alike, high!.fits]);
  });

  it('of levels does not hang on the answers of hidden offices at all, but on those of shown ones', () => {
    const other = province(13);
    const replaced = { ...now, tiny: other.tiny!, few: other.few! };
    assert.deepEqual(published(before, replaced).alike.levels, published(before, now).alike.levels);
    const shown = { ...now, large: other.large! };
    assert.notDeepEqual(published(before, shown).alike.levels, published(before, now).alike.levels);
  });
});
