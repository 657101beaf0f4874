/**
 * An attacker on reliability. Alpha, the correlation of each item with the others and the alpha without it are equations about the variances
 * of all items, hidden ones too; answers are whole numbers, so all ways of filling the two hidden items of a dimension are tried, and those kept
 * that agree with the mean and deviation of the dimension, with what is shown of its other items, and with these coefficients.
 */
import { buildWaveReports } from '../../../server/reports/making/buildWaveReports.ts';
import { reportJson } from '../../../server/reports/published/reportJson.ts';
import { randomFrom } from '../../disclosure/provinces.ts';
import { type Answer, instrument, type SmallOffice, smallWave } from '../../reports/smallWave.ts';
import { type AttackRow, percent } from '../attackRow.ts';

const k = 4;
const names = Array.from({ length: k }, (_, i) => `t${i + 1}`);
const survey = instrument({ dimensions: { trust: names, pay: ['p1', 'p2', 'p3'], voice: ['v1', 'v2'] } });
const points = 5;

interface ShownDimension {
  n: number;
  mean: number;
  sd: number;
  reliability: { alpha: number; n: number } | null;
  items: {
    id: string;
    mean?: number | null;
    sd?: number | null;
    bounded?: { above?: number; below?: number };
  }[];
  /** Beside the report; an item is missing where nothing is said of it. */
  fits: { id: string; itemTotal: number | null; alphaIfDeleted: number | null }[];
}

/** Offices of ten to sixteen people, in which one statement finds nearly everybody's agreement, or refusal. */
function agreeingProvince(seed: number): { shown: ShownDimension[]; truth: number[][][] } {
  const random = randomFrom(seed);
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  const sheets = Object.fromEntries(
    ['root', 'a', 'b', 'c', 'd'].map((code) => {
      const [likedAt, odd, end] = [between(0, k - 1), between(0, 3), random() < 0.5 ? 5 : 1];
      const rows = Array.from({ length: code === 'root' ? 30 : between(10, 16) }, (_, person) => {
        const level = 1.5 + 3 * random();
        const sheet = Array.from({ length: 9 }, () =>
          Math.min(5, Math.max(1, Math.round(level + 2.6 * random() - 1.3))),
        );
        if (code !== 'root') sheet[likedAt] = person < odd ? 3 : end;
        return sheet;
      });
      return [code, rows];
    }),
  );
  const offices = Object.entries(sheets).map(([code, answers]): [string, SmallOffice] => [
    code,
    {
      ...(code !== 'root' && { parent: 'root' }),
      headcount: answers.length + 5,
      answers: answers as Answer[][],
    },
  ]);
  const { reports, extras } = buildWaveReports({
    current: smallWave([survey], Object.fromEntries(offices)),
    previous: null,
  });
  const own = reports.filter(({ scope, office }) => scope === 'own' && office !== 'root');
  const read = own.flatMap((report) => {
    const dimension = JSON.parse(JSON.stringify(reportJson(report))).instruments[0].dimensions[0];
    if (typeof dimension.sd !== 'number') return [];
    const fits = extras.get(`own:${report.office}`)?.instruments[0]?.items.trust ?? [];
    return [
      {
        shown: { ...dimension, fits } as ShownDimension,
        truth: sheets[report.office]!.map((row) => row.slice(0, k)),
      },
    ];
  });
  return { shown: read.map((one) => one.shown), truth: read.map((one) => one.truth) };
}

interface Distribution {
  counts: number[];
  sum: number;
  variance: number;
}

/** All ways in which n people can have answered one item. */
function distributions(n: number): Distribution[] {
  const found: Distribution[] = [];
  const counts: number[] = [];
  const go = (left: number) => {
    if (counts.length === points - 1) {
      const all = [...counts, left];
      const sum = all.reduce((total, count, at) => total + count * 25 * at, 0);
      const squares = all.reduce((total, count, at) => total + count * (25 * at) ** 2, 0);
      found.push({ counts: all, sum, variance: (squares - sum ** 2 / n) / (n - 1) });
      return;
    }
    for (let count = 0; count <= left; count += 1) {
      counts.push(count);
      go(left - count);
      counts.pop();
    }
  };
  go(n);
  return found;
}

const isNear = (a: number, b: number) => Math.abs(a - b) < 1e-6 * Math.max(1, Math.abs(b));

/** The correlation with the rest and the alpha without it, of an item whose variance would be this. */
function agrees(
  variance: number,
  fit: ShownDimension['fits'][number],
  total: number,
  sumOfVariances: number,
): boolean {
  if (fit.itemTotal === null || fit.alphaIfDeleted === null) return variance < 1e-9;
  const rest = (sumOfVariances - variance) / (1 - (fit.alphaIfDeleted * (k - 2)) / (k - 1));
  return rest > 0 && isNear(rest + variance + 2 * fit.itemTotal * Math.sqrt(variance * rest), total);
}

const isWithin = ({ counts, sum }: Distribution, { bounded }: ShownDimension['items'][number]) => {
  const n = counts.reduce((a, b) => a + b, 0);
  return (bounded?.above ?? 0) * n <= sum && sum <= (bounded?.below ?? 100) * n;
};

/** Of each hidden item, the distributions that remain. Only where two are hidden, as the rules have it. */
export function solveItems(shown: ShownDimension, isUsingReliability: boolean): Map<string, Distribution[]> {
  const hidden = shown.items.filter(({ sd }) => typeof sd !== 'number');
  const known = shown.items.filter(({ sd }) => typeof sd === 'number');
  if (hidden.length !== 2 || !shown.reliability) return new Map();
  const total = (k * shown.sd) ** 2;
  const sumOfVariances = total * (1 - (shown.reliability.alpha * (k - 1)) / k);
  const sum = shown.n * (k * shown.mean - known.reduce((all, { mean }) => all + mean!, 0));
  const variances = sumOfVariances - known.reduce((all, { sd }) => all + sd! ** 2, 0);
  const everyWay = distributions(shown.n);
  const fits = hidden.map(({ id }) => shown.fits.find((fit) => fit.id === id));
  const ways = hidden.map((item, at) =>
    everyWay.filter((way) => {
      if (!isWithin(way, item)) return false;
      const fit = fits[at];
      return !isUsingReliability || !fit || agrees(way.variance, fit, total, sumOfVariances);
    }),
  );
  const bySum = new Map<number, Distribution[]>();
  for (const way of ways[1]!)
    bySum.set(Math.round(way.sum), [...(bySum.get(Math.round(way.sum)) ?? []), way]);
  const kept: [Set<Distribution>, Set<Distribution>] = [new Set(), new Set()];
  for (const one of ways[0]!)
    for (const other of bySum.get(Math.round(sum - one.sum)) ?? []) {
      if (isUsingReliability && !isNear(one.variance + other.variance, variances)) continue;
      kept[0].add(one);
      kept[1].add(other);
    }
  return new Map(hidden.map(({ id }, at) => [id, [...kept[at as 0 | 1]]]));
}

/** All, or all but one, in one point or on one side: each one's answer is known. */
function isBetraying({ counts }: Distribution): boolean {
  const n = counts.reduce((a, b) => a + b, 0);
  const sides = [counts[0]! + counts[1]!, counts[3]! + counts[4]!];
  return Math.max(...counts, ...sides) >= n - 1;
}

export interface ReliabilityFindings {
  /** Hidden items of which all or all but one agree, and of those how many are certain to. */
  betraying: number;
  certain: number;
  certainBefore: number;
  /** Hidden items, and those whose distribution is the only one that is left. */
  tried: number;
  solved: number;
  /** The truth is not among what is left: the attacker has gone wrong. */
  wrong: number;
}

export function reliabilityAttack(seed: number, provinces: number): ReliabilityFindings {
  const found = { betraying: 0, certain: 0, certainBefore: 0, tried: 0, solved: 0, wrong: 0 };
  for (let i = 0; i < provinces; i += 1) {
    const { shown, truth } = agreeingProvince(seed * 1000 + i);
    for (const [place, dimension] of shown.entries()) {
      const before = solveItems(dimension, false);
      for (const [id, left] of solveItems(dimension, true)) {
        const answers = truth[place]!.map((row) => row[names.indexOf(id)]!);
        const counts = Array.from(
          { length: points },
          (_, at) => answers.filter((each) => each === at + 1).length,
        );
        found.tried += 1;
        if (!left.some((way) => way.counts.join() === counts.join())) found.wrong += 1;
        if (left.length === 1) found.solved += 1;
        if (isBetraying({ counts, sum: 0, variance: 0 })) {
          found.betraying += 1;
          if (left.length > 0 && left.every(isBetraying)) found.certain += 1;
          if ((before.get(id) ?? []).every(isBetraying)) found.certainBefore += 1;
        }
      }
    }
  }
  return found;
}

export function reliabilityRow(provinces: number): AttackRow {
  const { betraying, certain, certainBefore, tried, solved } = reliabilityAttack(1, provinces);
  return {
    attack:
      'alpha, item–rest correlation and alpha without an item as equations: all whole answers to the two hidden items of a dimension',
    tried: `certain that all or all but one of an office agree; ${betraying} items on which they do, of ${tried} hidden ones`,
    best: `${percent(certain / Math.max(1, betraying))}; ${solved} distributions solved`,
    chance: `${percent(certainBefore / Math.max(1, betraying))} without these coefficients`,
  };
}
