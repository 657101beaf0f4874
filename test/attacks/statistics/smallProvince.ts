/** A province with several offices below the minimum, published: what attackers on single statistics read, and what is true. */
import { buildWaveReports } from '../../../server/reports/making/buildWaveReports.ts';
import { reportJson } from '../../../server/reports/published/reportJson.ts';
import type { Report } from '../../../server/reports/published/reportObject.ts';
import { randomFrom } from '../../disclosure/provinces.ts';
import { type Answer, instrument, type SmallOffice, smallWave } from '../../reports/smallWave.ts';

export const survey = instrument({
  dimensions: { trust: ['t1', 't2'], pay: ['p1', 'p2', 'p3'], voice: ['v1', 'v2'] },
  outcome: 'voice',
  demographics: { gender: ['woman', 'man'] },
});
export const itemsOf = { trust: [0, 1], pay: [2, 3, 4], voice: [5, 6] } as const;
export type Dimension = keyof typeof itemsOf;
export const dimensions = Object.keys(itemsOf) as Dimension[];
/** Of the staff of every office, who did not answer. */
export const silent = 4;

export interface SmallProvince {
  reports: Report[];
  /** Beside the reports, as pages read it, with breakdowns. */
  beside: ReturnType<typeof buildWaveReports>;
  /** Known to everybody: who stands above whom, and how many answered. */
  parents: Record<string, string | undefined>;
  people: Record<string, number>;
  /** For judging the attack alone: the sum of an office's scores, in steps of the scale. */
  trueSum(office: string, dimension: Dimension): number;
  sheets: Record<string, Answer[][]>;
  /** As the product publishes the same offices with other people in them. */
  republished(sheets: Readonly<Record<string, readonly Answer[][]>>): SmallProvince;
}

/** Steps of the scale above its lowest point that one person's answers to a dimension can have. */
export const stepsOf = (dimension: Dimension) => 4 * itemsOf[dimension].length;
/** Points of 0..100 that one step of one answer moves a person's score. */
export const pointsPerStep = (dimension: Dimension) => 100 / stepsOf(dimension);

/** `sizes`: how many answer in each district below `north`; `south` and the root are large. */
export function smallProvince(seed: number, sizes: readonly number[]): SmallProvince {
  const random = randomFrom(seed);
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  const sheets: Record<string, Answer[][]> = {};
  const parents: Record<string, string | undefined> = {};
  const add = (office: string, parent: string | undefined, count: number) => {
    const mood = 2 + 2 * random();
    parents[office] = parent;
    sheets[office] = Array.from({ length: count }, () => {
      const level = mood + 2.6 * (random() - 0.5);
      return Array.from({ length: 7 }, () =>
        Math.min(5, Math.max(1, Math.round(level + 2.4 * (random() - 0.5)))),
      );
    });
  };
  add('root', undefined, between(14, 30));
  add('north', 'root', between(12, 24));
  add('south', 'root', between(12, 24));
  for (const [at, size] of sizes.entries()) add(`d${at}`, 'north', size);
  const backgroundOf = new Map(
    Object.values(sheets)
      .flat()
      .map((sheet) => [sheet, [random() < 0.5 ? 'woman' : 'man']]),
  );
  return published(sheets, parents, backgroundOf);
}

/** People keep their background wherever they work. */
function published(
  sheets: Record<string, Answer[][]>,
  parents: SmallProvince['parents'],
  backgroundOf: ReadonlyMap<readonly Answer[], string[]>,
): SmallProvince {
  const offices = Object.entries(sheets).map(([code, answers]): [string, SmallOffice] => {
    const parent = parents[code];
    const background = answers.map((sheet) => backgroundOf.get(sheet)!);
    return [code, { ...(parent && { parent }), headcount: answers.length + silent, answers, background }];
  });
  const beside = buildWaveReports({
    current: smallWave([survey], Object.fromEntries(offices)),
    previous: null,
  });
  return {
    beside,
    reports: beside.reports.map((report) => JSON.parse(JSON.stringify(reportJson(report)))),
    parents,
    people: Object.fromEntries(Object.entries(sheets).map(([office, { length }]) => [office, length])),
    trueSum: (office, dimension) =>
      sheets[office]!.reduce(
        (sum, sheet) => sum + itemsOf[dimension].reduce<number>((a, item) => a + Number(sheet[item]) - 1, 0),
        0,
      ),
    sheets,
    republished: (moved) =>
      published(
        Object.fromEntries(Object.entries(moved).map(([code, own]) => [code, [...own]])),
        parents,
        backgroundOf,
      ),
  };
}

/** The score of the index or a dimension in a report, where it is shown. */
export function scoreOf(
  { reports }: SmallProvince,
  scope: 'own' | 'subtree',
  office: string,
  dimension: string,
) {
  const [report] = reports.filter((each) => each.office === office && each.scope === scope);
  const part = report?.instruments[0];
  const score = dimension === 'index' ? part?.index : part?.dimensions.find(({ id }) => id === dimension);
  return score && !('suppressed' in score) ? score : null;
}
