/**
 * Worlds that an attacker cannot tell apart by sums: everybody's answers are known to him, but not which of the people of the hidden offices
 * works in which of them. Each statistic is computed anew in every world, with the offices one by one; those that give the published digits stay.
 */
import { covarianceFromProducts, type Matrix } from '../../../server/statistics/covariance.ts';
import { cronbachAlpha } from '../../../server/statistics/cronbachAlpha.ts';
import { detectableDifference } from '../../../server/statistics/detectableDifference.ts';
import { empiricalBayes } from '../../../server/statistics/empiricalBayes.ts';
import { alphaIfDeleted, correctedItemTotal } from '../../../server/statistics/itemTotals.ts';
import { momentsOf } from '../../../server/statistics/moments.ts';
import { omegaMl } from '../../../server/statistics/omegaMl.ts';
import { oneWay } from '../../../server/statistics/oneWay.ts';
import { designEffect, rake } from '../../../server/statistics/raking.ts';
import { rankIntervals } from '../../../server/statistics/rankIntervals.ts';
import { relativeWeights } from '../../../server/statistics/relativeWeights.ts';
import { stratifiedMean } from '../../../server/statistics/stratifiedMean.ts';
import { welchTest } from '../../../server/statistics/welchTest.ts';
import type { Answer } from '../../reports/smallWave.ts';
import { type Dimension, dimensions, itemsOf, type SmallProvince, silent } from './smallProvince.ts';

export type World = Readonly<Record<string, readonly Answer[][]>>;
/** Numbers by what they are of. */
export type Numbers = Map<string, number>;

const points = (answer: Answer) => 25 * (Number(answer) - 1);
export const scoreIn = (sheet: readonly Answer[], dimension: Dimension | 'index'): number =>
  dimension === 'index'
    ? dimensions.reduce((sum, each) => sum + scoreIn(sheet, each), 0) / dimensions.length
    : itemsOf[dimension].reduce<number>((sum, item) => sum + points(sheet[item]!), 0) /
      itemsOf[dimension].length;

const indexes = (sheets: readonly Answer[][]) => sheets.map((sheet) => scoreIn(sheet, 'index'));

function covarianceOf(rows: readonly (readonly number[])[]): Matrix | null {
  const width = rows[0]?.length ?? 0;
  const over = (value: (row: readonly number[]) => number) => rows.reduce((sum, row) => sum + value(row), 0);
  const places = Array.from({ length: width }, (_, i) => i);
  return covarianceFromProducts({
    n: rows.length,
    sums: places.map((i) => over((row) => row[i]!)),
    products: places.map((i) => places.map((j) => over((row) => row[i]! * row[j]!))),
  });
}

/** The offices of a report. */
function officesOf({ parents }: SmallProvince, scope: string, office: string): string[] {
  const isBelow = (code: string): boolean =>
    code === office || (parents[code] !== undefined && isBelow(parents[code]));
  return scope === 'own' ? [office] : Object.keys(parents).filter(isBelow);
}

const peopleOf = (world: World, offices: readonly string[]) => offices.flatMap((code) => world[code]!);

const shrunkenIn = (world: World) =>
  empiricalBayes(Object.values(world).map((sheets) => momentsOf(indexes(sheets))))?.groups ?? [];

/** The seed that the program states; its source is open. */
const seedOfRanks = 20_260_321;

function ranksIn(world: World, ranked: ReadonlySet<string>): Numbers {
  const codes = Object.keys(world);
  const groups = shrunkenIn(world);
  const compared = codes.flatMap((code, at) =>
    ranked.has(code) && groups[at] ? [{ code, group: groups[at] }] : [],
  );
  const intervals = rankIntervals(
    compared.map(({ group }) => group),
    seedOfRanks,
  );
  return new Map(compared.flatMap(({ code }, at) => [[`${code} rank`, intervals[at]!.rank] as const]));
}

/** Level and size, as the page names them. */
const partsOf = (code: string, staff: number) => [
  code === 'root' ? 'province' : 'governorate',
  staff < 30 ? 'small' : 'medium',
];

function rakedIn(world: World): Numbers {
  const cells = Object.entries(world).map(([code, sheets]) => {
    const staff = sheets.length + silent;
    return { n: sheets.length, mean: momentsOf(indexes(sheets)).mean!, staff, parts: partsOf(code, staff) };
  });
  const divisions = [0, 1].map((at) => {
    const staff = new Map<string, number>();
    for (const cell of cells) staff.set(cell.parts[at]!, (staff.get(cell.parts[at]!) ?? 0) + cell.staff);
    return staff;
  });
  const weights = rake(cells, divisions);
  if (!weights) return new Map();
  const weighted = cells.map((cell, i) => ({ ...cell, weight: weights[i]! }));
  const total = weighted.reduce((sum, { n, weight }) => sum + n * weight, 0);
  const mean = weighted.reduce((sum, { n, weight, mean: of }) => sum + (n * weight * of) / total, 0);
  return new Map([
    ['mean', mean],
    ['design effect', designEffect(weighted)!],
  ]);
}

function staffMeans(world: World): Numbers {
  const strata = Object.values(world).map((sheets) => ({
    ...momentsOf(indexes(sheets)),
    population: sheets.length + silent,
  }));
  const means = strata.map(({ mean }) => mean!);
  return new Map([
    ['weighted', stratifiedMean(strata)!.mean],
    ['offices', means.reduce((a, b) => a + b, 0) / means.length],
  ]);
}

function variancesIn(world: World): Numbers {
  const found = oneWay(Object.values(world).map((sheets) => momentsOf(indexes(sheets))));
  return found?.eta2 == null ? new Map() : new Map([['eta2', Number(found.eta2.toFixed(3))]]);
}

/** What is read of one report, and how it is computed from the people it speaks of and everybody else. */
interface ReportStatistic {
  read(report: SmallProvince['reports'][number], beside: SmallProvince['beside']): Numbers;
  compute(
    people: readonly Answer[][],
    others: readonly Answer[][],
    units: readonly (readonly Answer[][])[],
  ): Numbers;
  /** How many people the numbers are of, where that is not everybody of the report. */
  countOf?(report: SmallProvince['reports'][number]): number | null;
}

const present = (entries: readonly (readonly [string, unknown])[]): Numbers =>
  new Map(entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number'));

const drivers: ReportStatistic = {
  countOf: ({ instruments: [part] }) => part!.drivers?.n ?? null,
  read: ({ office, instruments: [part] }) =>
    part!.drivers?.from === office
      ? present([
          ['r2', part!.drivers.r2],
          ...part!.drivers.weights.map(({ dimension, weight }) => [dimension, weight] as const),
        ])
      : new Map(),
  compute: (people) => {
    const covariance = covarianceOf(people.map((sheet) => dimensions.map((each) => scoreIn(sheet, each))));
    const found = covariance && relativeWeights(covariance, dimensions.indexOf('voice'));
    const predictors = dimensions.filter((each) => each !== 'voice');
    return present([['r2', found?.r2], ...predictors.map((each, i) => [each, found?.weights[i]] as const)]);
  },
};

const reliability: ReportStatistic = {
  read: ({ office, scope, instruments: [part] }, { extras }) =>
    present(
      part!.dimensions.flatMap((dimension) => {
        if ('suppressed' in dimension || !dimension.reliability || 'suppressed' in dimension.reliability)
          return [];
        const fits = extras.get(`${scope}:${office}`)?.instruments[0]?.items[dimension.id] ?? [];
        return [
          [`${dimension.id} alpha`, dimension.reliability.alpha] as const,
          ...fits.flatMap((fit) => [
            [`${fit.id} rest`, fit.itemTotal] as const,
            [`${fit.id} without`, fit.alphaIfDeleted] as const,
          ]),
        ];
      }),
    ),
  compute: (people) =>
    present(
      dimensions.flatMap((dimension) => {
        const covariance = covarianceOf(
          people.map((sheet) => itemsOf[dimension].map((item) => points(sheet[item]!))),
        );
        if (!covariance) return [];
        const [totals, alphas] = [correctedItemTotal(covariance), alphaIfDeleted(covariance)];
        return [
          [`${dimension} alpha`, cronbachAlpha(covariance)] as const,
          ...itemsOf[dimension].flatMap((_, i) => [
            [`${dimension[0]}${i + 1} rest`, totals[i]] as const,
            [`${dimension[0]}${i + 1} without`, alphas[i]] as const,
          ]),
        ];
      }),
    ),
};

/** Needs three items; a model that does not fit has none. */
const omega: ReportStatistic = {
  read: ({ instruments: [part] }) =>
    present(
      part!.dimensions.flatMap((dimension) =>
        'suppressed' in dimension || !dimension.reliability || 'suppressed' in dimension.reliability
          ? []
          : [[`${dimension.id} omega`, dimension.reliability.omega] as const],
      ),
    ),
  compute: (people) =>
    present(
      dimensions.map((dimension) => {
        const rows = people.map((sheet) => itemsOf[dimension].map((item) => points(sheet[item]!)));
        const covariance = covarianceOf(rows);
        return [`${dimension} omega`, covariance && omegaMl(covariance)?.omega] as const;
      }),
    ),
};

const detectable: ReportStatistic = {
  read: ({ instruments: [part] }) => {
    const index = part!.index;
    const versus = 'suppressed' in index ? null : index.versus?.province;
    return versus && 'detectable' in versus
      ? present([
          ['detectable', versus.detectable],
          ['effect', versus.ci95?.[0]],
        ])
      : new Map();
  },
  compute: (people, others) => {
    const test = welchTest(momentsOf(indexes(people)), momentsOf(indexes(others)));
    return test
      ? present([
          ['detectable', detectableDifference(test.se, test.df)],
          ['effect', test.ci95[0]],
        ])
      : new Map();
  },
};

const careless: ReportStatistic = {
  read: ({ quality }) =>
    quality && !('suppressed' in quality)
      ? present([
          ['straight', quality.straightLined],
          ['identical', quality.identicalSheets],
        ])
      : new Map(),
  compute: (people, _, units) =>
    new Map([
      ['straight', people.filter((sheet) => new Set(sheet).size === 1).length],
      ['identical', units.reduce((sum, sheets) => sum + sheets.length - new Set(sheets.map(String)).size, 0)],
    ]),
};

/** Of each report, in the world. */
const perReport =
  ({ read, compute, countOf }: ReportStatistic): Statistic =>
  (province) => {
    // An office may take its drivers from all below it, and names the office alone.
    const isOfAll = (report: SmallProvince['reports'][number]) =>
      !countOf ||
      countOf(report) === peopleOf(province.sheets, officesOf(province, report.scope, report.office)).length;
    const told = province.reports.flatMap((report) =>
      isOfAll(report) ? [{ report, numbers: read(report, province.beside) }] : [],
    );
    const published: Numbers = new Map(
      told.flatMap(({ report, numbers }) =>
        [...numbers].map(([id, value]) => [`${report.scope}:${report.office} ${id}`, value] as const),
      ),
    );
    const inWorld = (world: World): Numbers =>
      new Map(
        told.flatMap(({ report, numbers }) => {
          if (numbers.size === 0) return [];
          const offices = officesOf(province, report.scope, report.office);
          const others = Object.keys(world).filter((code) => !offices.includes(code));
          const units = offices.map((code) => world[code]!);
          const computed = compute(peopleOf(world, offices), peopleOf(world, others), units);
          return [...numbers.keys()].map(
            (id) => [`${report.scope}:${report.office} ${id}`, computed.get(id) ?? Number.NaN] as const,
          );
        }),
      );
    return { published, inWorld };
  };

export interface Equation {
  published: Numbers;
  inWorld(world: World): Numbers;
}
export type Statistic = (province: SmallProvince) => Equation;

const comparisonOf = ({ beside }: SmallProvince) => beside.comparisons[0]!;

export const statistics: Readonly<Record<string, Statistic>> = {
  'relative weights and R² of drivers': perReport(drivers),
  'alpha, item–rest correlation, alpha without an item': perReport(reliability),
  omega: perReport(omega),
  'smallest detectable differences and intervals': perReport(detectable),
  'identical sheets and answers in one straight line': perReport(careless),
  'empirical Bayes means': (province) => ({
    published: present(
      Object.keys(province.people).map((code) => [code, scoreOf(province, code)?.shrunken] as const),
    ),
    inWorld: (world) =>
      present(Object.keys(world).map((code, at) => [code, shrunkenIn(world)[at]?.shrunken] as const)),
  }),
  ranks: (province) => {
    const rows = comparisonOf(province).rows.filter(({ rank }) => rank !== null);
    const ranked = new Set(rows.map(({ office }) => office));
    return {
      published: present(rows.map(({ office, rank }) => [`${office} rank`, rank?.rank] as const)),
      inWorld: (world) => ranksIn(world, ranked),
    };
  },
  'the raked mean and its design effect': (province) => {
    const { raked } = comparisonOf(province);
    return {
      published: present([
        ['mean', raked?.mean],
        ['design effect', raked?.designEffect],
      ]),
      inWorld: rakedIn,
    };
  },
  'means weighted by staff and by office': (province) => ({
    published: present(
      comparisonOf(province).means.flatMap(({ kind, mean }) =>
        kind === 'pooled' ? [] : [[kind, mean] as const],
      ),
    ),
    inWorld: staffMeans,
  }),
  'variance between offices': (province) => ({
    published: present([['eta2', comparisonOf(province).between['index:small']?.eta2]]),
    inWorld: variancesIn,
  }),
};

function scoreOf({ reports }: SmallProvince, code: string) {
  const index = reports.find(({ office, scope }) => office === code && scope === 'own')?.instruments[0]
    ?.index;
  return index && !('suppressed' in index) ? index : null;
}
