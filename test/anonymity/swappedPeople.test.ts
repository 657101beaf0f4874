/**
 * The proof by exchange: whatever a report says, linear or not, says nothing of an office below the minimum if the whole published
 * table stays the same, to the last digit, while that office's people change places with others it is hidden among. Here they do, so
 * that the office's mean moves by twenty points and more, and every report and the comparison of offices are compared.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { buildWaveReports } from '../../server/reports/making/buildWaveReports.ts';
import { isShown, type Report } from '../../server/reports/published/reportObject.ts';
import { type Answer, instrument, type SmallOffice, smallWave } from '../reports/smallWave.ts';

const survey = instrument({
  dimensions: { trust: ['t1', '-t2', 't3', 't4'], pay: ['p1', 'p2', 'p3'], voice: ['v1', 'v2'] },
  outcome: 'voice',
  demographics: { gender: ['woman', 'man'] },
});
const columns = { trust: [0, 1, 2, 3], pay: [4, 5, 6], voice: [7, 8] };
const reversed = 1;

type Sheets = Record<string, Answer[][]>;
interface Province {
  parents: Record<string, string | undefined>;
  sheets: Sheets;
}

/** Three to seven offices, most of them large; people differ from one another more than offices do, as people do. */
const anyProvince: fc.Arbitrary<Province> = fc
  .record({
    offices: fc.array(
      fc.tuple(
        fc.nat(),
        fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 10, max: 26 })),
        fc.infiniteStream(fc.nat({ max: 999 })),
      ),
      { minLength: 3, maxLength: 7 },
    ),
  })
  .map(({ offices }) => {
    const entries = offices.map(([above, size, stream], i) => {
      const people = Array.from({ length: i === 0 ? 20 : size }, () => {
        const level = Number(stream.next().value) % 5;
        return Array.from({ length: 9 }, (_, item): Answer => {
          const answer = Math.min(5, Math.max(1, level + (Number(stream.next().value) % 3)));
          return item === reversed ? 6 - answer : answer;
        });
      });
      return [`o${i}`, i === 0 ? undefined : `o${above % i}`, people] as const;
    });
    return {
      parents: Object.fromEntries(entries.map(([code, parent]) => [code, parent])),
      sheets: Object.fromEntries(entries.map(([code, , people]) => [code, people])),
    };
  });

function publish({ parents }: Province, sheets: Sheets) {
  const offices = Object.entries(sheets).map(([code, answers]): [string, SmallOffice] => {
    const parent = parents[code];
    const background = answers.map((sheet) => [Number(sheet.at(-1)) % 2 === 0 ? 'woman' : 'man']);
    return [
      code,
      { ...(parent !== undefined && { parent }), headcount: answers.length + 6, answers, background },
    ];
  });
  return buildWaveReports({ current: smallWave([survey], Object.fromEntries(offices)), previous: null });
}

const ownIndex = (reports: Report[], code: string) =>
  reports.find(({ office, scope }) => office === code && scope === 'own')!.instruments[0]!.index;

/** Offices that are hidden together: below the same smallest total whose index is shown. */
function hiddenWith(office: string, reports: Report[], { parents, sheets }: Province): string[] {
  const pathOf = (code: string): string[] => {
    const parent = parents[code];
    return [code, ...(parent === undefined ? [] : pathOf(parent))];
  };
  const isTotalShown = (code: string) =>
    reports.some(
      (report) =>
        report.office === code && report.scope === 'subtree' && isShown(report.instruments[0]!.index),
    );
  const totalOf = (code: string) => pathOf(code).find(isTotalShown);
  return Object.keys(sheets).filter(
    (code) => !isShown(ownIndex(reports, code)) && totalOf(code) === totalOf(office),
  );
}

const recoded = (sheet: Answer[], item: number) =>
  item === reversed ? 6 - Number(sheet[item]) : Number(sheet[item]);

function scoreOf(sheet: Answer[], measure: 'index' | keyof typeof columns): number {
  if (measure === 'index') {
    return (scoreOf(sheet, 'trust') + scoreOf(sheet, 'pay') + scoreOf(sheet, 'voice')) / 3;
  }
  const items = columns[measure];
  return (25 * items.reduce((sum, item) => sum + recoded(sheet, item) - 1, 0)) / items.length;
}

const meanOf = (people: Answer[][], measure: 'index' | keyof typeof columns) =>
  people.reduce((sum, sheet) => sum + scoreOf(sheet, measure), 0) / people.length;

/** The same people, the office's own being those who come first; everyone else keeps the order they are in. */
function exchanged(sheets: Sheets, office: string, among: string[], sorted: Answer[][]): Sheets {
  const others = among.filter((code) => code !== office);
  const size = sheets[office]!.length;
  let rest = sorted.slice(size);
  const moved: Sheets = { ...sheets, [office]: sorted.slice(0, size) };
  for (const code of others) {
    moved[code] = rest.slice(0, sheets[code]!.length);
    rest = rest.slice(sheets[code]!.length);
  }
  return moved;
}

/**
 * All that is published, with what stands beside the reports (breakdowns by gender, verdicts, item quality), but the number of identical
 * sheets, which are looked for unit by unit.
 */
const oneByOne = new Set(['identicalSheets']);

function published(province: Province, sheets: Sheets): string {
  const { reports, extras, comparisons } = publish(province, sheets);
  return JSON.stringify(
    { reports, extras: [...extras], comparisons },
    (key, value) => (oneByOne.has(key) ? undefined : value),
    1,
  );
}

/** What is shown and what not; that itself rests on the answers, and a table with another choice is not compared. */
const patternOf = (table: string) => table.replace(/-?\d[\d.e+-]*|"(higher|lower)"/g, '0');

const tried = { offices: 0, exchanges: 0, otherPattern: 0, least: 100 };

function attack(province: Province) {
  const { reports } = publish(province, province.sheets);
  const pattern = patternOf(published(province, province.sheets));
  for (const [office, people] of Object.entries(province.sheets)) {
    const index = ownIndex(reports, office);
    if (isShown(index) || index.suppressed !== 'tooFew' || people.length >= 5) continue;
    const among = hiddenWith(office, reports, province);
    const all = among.flatMap((code) => province.sheets[code]!);
    tried.offices += 1;
    for (const measure of ['index', 'trust', 'pay', 'voice'] as const) {
      const rising = [...all].sort((a, b) => scoreOf(a, measure) - scoreOf(b, measure));
      const low = exchanged(province.sheets, office, among, rising);
      const high = exchanged(province.sheets, office, among, rising.toReversed());
      const range = meanOf(high[office]!, measure) - meanOf(low[office]!, measure);
      assert.ok(range >= 20 - 1e-9, `${measure} of ${office} lies within ${range} points`);
      const [ofLow, ofHigh] = [published(province, low), published(province, high)];
      if (patternOf(ofLow) !== pattern || patternOf(ofHigh) !== pattern) {
        tried.otherPattern += 1;
        continue;
      }
      assert.equal(ofLow, ofHigh, `${measure} of ${office}`);
      tried.exchanges += 1;
      tried.least = Math.min(tried.least, range);
    }
  }
}

describe('an office below the minimum, its people exchanged with those it is hidden among', () => {
  it('leaves every published number as it is while its means move by twenty points or more', () => {
    fc.assert(fc.property(anyProvince, attack), { numRuns: 12, seed: 1399 });
    assert.ok(tried.offices > 3 && tried.exchanges > 2 * tried.offices, JSON.stringify(tried));
  }).timeout(120_000);
});
