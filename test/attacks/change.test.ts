/**
 * Change over waves is one computation on many means, so it could be an equation about offices that are hidden in some waves. Here their people
 * change places and answer otherwise altogether, in every wave; and a reader computes it again from the shown means alone.
 */
import assert from 'node:assert/strict';
import { buildWaveReports } from '../../server/reports/making/buildWaveReports.ts';
import {
  type ChangeOverWaves,
  changeOverWaves,
} from '../../server/reports/making/comparison/changeOverWaves.ts';
import { shownWave } from '../../server/reports/making/earlierWaves.ts';
import type { Report } from '../../server/reports/published/reportObject.ts';
import { randomFrom } from '../disclosure/provinces.ts';
import { type Answer, instrument, type SmallOffice, smallWave } from '../reports/smallWave.ts';

const survey = instrument({ dimensions: { trust: ['a', 'b', 'c'], pay: ['d', 'e'] } });
const hidden = ['tiny', 'few'];
const large = Array.from({ length: 12 }, (_, j) => `large${j}`);
const staff: Record<string, number> = {
  root: 30,
  ...Object.fromEntries(large.map((code, j) => [code, 20 + j])),
  ...{ tiny: 3, few: 12 },
};
const parentOf = (code: string) => (code === 'root' ? null : /^large[0-3]$/.test(code) ? 'root' : 'large0');
type Sheets = Record<string, Answer[][]>;

/** Opinions that rise a little from year to year. */
function province(seed: number, year: number): Sheets {
  const random = randomFrom(seed + 31 * year);
  return Object.fromEntries(
    Object.entries(staff).map(([code, respondents]) => [
      code,
      Array.from({ length: respondents }, () => {
        const level = 2 + 2 * random() + 0.15 * year;
        return Array.from(
          { length: 5 },
          (): Answer => Math.min(5, Math.max(1, Math.round(level + random() - 0.5))),
        );
      }),
    ]),
  );
}

const sum = (sheet: Answer[]) => sheet.reduce<number>((total, answer) => total + Number(answer), 0);
function exchanged(sheets: Sheets, sign: 1 | -1): Sheets {
  const all = hidden.flatMap((code) => sheets[code]!).sort((a, b) => sign * (sum(a) - sum(b)));
  return { ...sheets, tiny: all.slice(0, 3), few: all.slice(3) };
}

const years = [0, 1, 2, 3, 4];

function published(all: readonly Sheets[]) {
  const tallied = all.map((sheets, year) => {
    const offices = Object.entries(sheets).map(([code, answers]): [string, SmallOffice] => {
      const parent = parentOf(code);
      return [code, { ...(parent && { parent }), headcount: staff[code]! + 9, answers }];
    });
    return smallWave([survey], Object.fromEntries(offices), { id: `wave${year}` });
  });
  const waves = tallied.map((current, year) => {
    const made = buildWaveReports({ current, previous: tallied[year - 1] ?? null });
    return { wave: current.wave, reports: made.reports };
  });
  const endsAt = (year: number) => new Date(Date.UTC(2015 + year, 8, 1));
  const shown = (reports: (year: number) => readonly Report[]) =>
    waves.map(({ wave }, year) => ({
      ...shownWave({ ...wave, closedAt: endsAt(year), closesAt: null }, reports(year)),
    }));
  const change = (reports: (year: number) => readonly Report[]) =>
    changeOverWaves(shown(reports), tallied[0]!.wave.offices, survey);
  return { reports: waves.map((one) => one.reports), change };
}

describe('change over waves of a province with hidden offices', () => {
  const sheets = years.map((year) => province(7, year));
  let truth: ReturnType<typeof published>;
  let told: ChangeOverWaves;
  const own = (year: number) => truth.reports[year]!.filter(({ scope }) => scope === 'own');
  before(() => {
    truth = published(sheets);
    told = truth.change(own)!;
  });

  it('is told, and not of the hidden ones', () => {
    for (const code of hidden) {
      const index = own(4).find(({ office }) => office === code)?.instruments[0]?.index;
      assert.ok(index && 'suppressed' in index, `${code} is shown`);
    }
    assert.equal(told.waves.length, 5);
    const names = told.rows.map(({ office }) => office);
    assert.ok(names.length >= 10 && names.includes('large5'), names.join());
    assert.ok(hidden.every((code) => !names.includes(code)));
  });

  it('stays the same to the last digit when their people change places in every wave', () => {
    const [low, high] = ([1, -1] as const).map((sign) => {
      const made = published(sheets.map((one) => exchanged(one, sign)));
      return made.change((year) => made.reports[year]!);
    });
    assert.deepEqual(low, high);
    assert.deepEqual(low, told);
  });

  it('stays the same when they answer otherwise altogether, and moves with one office that is shown', () => {
    const other = years.map((year) => province(99, year));
    const replaced = (codes: readonly string[]) =>
      published(
        sheets.map((one, year) => ({
          ...one,
          ...Object.fromEntries(codes.map((code) => [code, other[year]![code]!])),
        })),
      );
    const unseen = replaced(hidden);
    assert.deepEqual(
      unseen.change((year) => unseen.reports[year]!),
      told,
    );
    const seen = replaced(['large5']);
    assert.notDeepEqual(
      seen.change((year) => seen.reports[year]!),
      told,
    );
  });

  it('follows from n, mean and sd of what is shown, so that a reader with these can compute it without us', () => {
    const bare = (year: number) =>
      own(year).map((report) => ({
        ...{ office: report.office, rolledUpTo: report.rolledUpTo, scope: report.scope },
        instruments: report.instruments.map(({ id, index }) => ({
          id,
          index: 'suppressed' in index ? index : { n: index.n, mean: index.mean, sd: index.sd },
        })),
      })) as unknown as Report[];
    assert.deepEqual(truth.change(bare), told);
  });
});
