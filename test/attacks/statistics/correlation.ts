/**
 * An attacker with a calculator and an intraclass correlation: with the mean and deviation of everybody it gives the sum of squares between
 * offices to the last digit. Whole answers make the sums of hidden offices whole numbers, so all ways of filling them are tried, and
 * those kept that agree with the shown totals and with that one number.
 */
import { type Dimension, pointsPerStep, type SmallProvince, scoreOf, stepsOf } from './smallProvince.ts';

/** Lowest and highest mean (0..100) that an office below the minimum may still have. */
export interface HiddenMean {
  office: string;
  people: number;
  low: number;
  high: number;
  /** Ways of filling the hidden offices that agree with everything. */
  ways: number;
}

const minimum = 5;
/** More ways to try than this are taken for too many to tell anything. */
const maxTries = 3_000_000;

export function solveByCorrelation(province: SmallProvince, dimension: Dimension): HiddenMean[] | null {
  const { parents, people, reports } = province;
  const offices = Object.keys(people);
  const whole = scoreOf(province, 'subtree', 'root', dimension);
  const { icc1 } = reports[0]!.instruments[0]!.aggregation[dimension]!;
  if (!whole || typeof whole.sd !== 'number' || whole.mean === null || icc1 === null) return null;
  const N = offices.reduce((sum, office) => sum + people[office]!, 0);
  const G = offices.length;
  const n0 = (N - offices.reduce((sum, office) => sum + people[office]! ** 2, 0) / N) / (G - 1);
  const all = (N - 1) * whole.sd ** 2;
  const unit = pointsPerStep(dimension);
  const center = N * whole.mean ** 2;
  // In steps: the sum over offices of sum² / people.
  const squaresAt = (correlation: number) => {
    const ratio = (1 + correlation * (n0 - 1)) / (1 - correlation);
    return ((ratio * (G - 1) * all) / (N - G + ratio * (G - 1)) + center) / unit ** 2;
  };
  const isRounded = Math.abs(1000 * icc1 - Math.round(1000 * icc1)) < 1e-9;
  const off = isRounded ? 0.0005 : 0;
  const slack = 1e-7 * squaresAt(icc1);
  const target = [squaresAt(icc1 - off) - slack, squaresAt(icc1 + off) + slack] as const;
  const known = new Map<string, number>();
  const loose: { office: string; from: number; to: number }[] = [];
  for (const office of offices) {
    const score = scoreOf(province, 'own', office, dimension);
    const n = people[office]!;
    const top = n * stepsOf(dimension);
    if (score && typeof score.sd === 'number') known.set(office, Math.round((n * score.mean!) / unit));
    else if (score && score.mean !== null) {
      const from = Math.max(0, Math.ceil((n * (score.mean - 0.5)) / unit - 1e-9));
      loose.push({ office, from, to: Math.min(top, Math.floor((n * (score.mean + 0.5)) / unit + 1e-9)) });
    } else loose.push({ office, from: 0, to: top });
  }
  const totals = (['north', 'root'] as const).flatMap((office) => {
    const total = scoreOf(province, 'subtree', office, dimension);
    const isExact = total && typeof total.sd === 'number';
    return isExact ? [{ office, sum: Math.round((total.n * total.mean!) / unit) }] : [];
  });
  return fill({ province, known, loose, totals, target, unit, parents });
}

interface Filling {
  province: SmallProvince;
  known: ReadonlyMap<string, number>;
  loose: { office: string; from: number; to: number }[];
  totals: { office: string; sum: number }[];
  target: readonly [low: number, high: number];
  unit: number;
  parents: SmallProvince['parents'];
}

/** Tries all sums of the loose offices but one, which the innermost total around them all gives. */
function fill({ province, known, loose, totals, target, unit, parents }: Filling): HiddenMean[] | null {
  const { people } = province;
  const isIn = (office: string, top: string): boolean =>
    office === top || (parents[office] !== undefined && isIn(parents[office], top));
  const around = totals.find(({ office }) => loose.every((each) => isIn(each.office, office)));
  if (loose.length === 0) return [];
  if (!around) return null;
  const inside = [...known].filter(([office]) => isIn(office, around.office));
  const left = around.sum - inside.reduce((sum, [, value]) => sum + value, 0);
  const squares = [...known].reduce((sum, [office, value]) => sum + value ** 2 / people[office]!, 0);
  const order = [...loose].sort((a, b) => a.to - a.from - (b.to - b.from));
  const last = order.at(-1)!;
  const tries = order.slice(0, -1).reduce((product, { from, to }) => product * (to - from + 1), 1);
  if (tries > maxTries) return null;
  const ways: number[][] = [];
  const chosen: number[] = [];
  const go = (at: number, sum: number, square: number) => {
    if (at === order.length - 1) {
      const value = left - sum;
      if (value < last.from || value > last.to) return;
      const reached = square + value ** 2 / people[last.office]!;
      if (reached >= target[0] && reached <= target[1]) ways.push([...chosen, value]);
      return;
    }
    const { office, from, to } = order[at]!;
    for (let value = from; value <= to; value += 1) {
      chosen[at] = value;
      go(at + 1, sum + value, square + value ** 2 / people[office]!);
    }
  };
  go(0, 0, squares);
  return order.flatMap(({ office }, at): HiddenMean[] => {
    const n = people[office]!;
    if (n >= minimum) return [];
    const means = ways.map((way) => (way[at]! * unit) / n);
    return [{ office, people: n, low: Math.min(...means), high: Math.max(...means), ways: ways.length }];
  });
}
