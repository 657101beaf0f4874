/**
 * How a province has changed over five waves and more: a multilevel model of change (Singer & Willett 2003) on means of offices, each by its
 * precision. What is common to all is told from what single branches and offices did, and from the sampling error of means. It
 * describes; that something moved in these years says nothing of why.
 *
 *     y_jt = a + b·x_t + s_t + (a_g + b_g·x_t) + (a_j + b_j·x_t) + d_jt + e_jt,   Var(e_jt) = s²_t/n_jt             (REML)
 *     in common = (b² − se²(b) + τ_s²)/(b² − se²(b) + τ_s² + τ_bg² + τ_bj² + τ_d²),  x with variance 1 over the waves
 *
 * Times are centred, so levels and changes are taken as unrelated. Tests of the line have as many degrees of freedom as there are waves
 * beyond two: the province as a whole has moved that often and no more.
 */
import t from '@stdlib/stats-base-dists-t';
import { type AbsorbedProvince, absorb, type ChangeOffice, type ChangeSpread } from './changeLikelihood.ts';
import { detectableDifference } from './detectableDifference.ts';
import { minimise } from './minimise.ts';
import { minimumSizes } from './minimumSizes.ts';
import { requireFinite, requireSameLength } from './misuse.ts';
import { type OfficeMovement, officeMovements } from './officeMovements.ts';
import { twoSidedT } from './tails.ts';

export interface Movement {
  /** Points from the first wave to the last. */
  difference: number;
  ci95: [number, number];
  p: number;
  /** Smallest true movement that would have been found with 80 % power. */
  detectable: number;
}

export interface ProvinceChange {
  /** From the first wave to the last, in the unit of `times`. */
  span: number;
  /** Of the line that all offices have in common. */
  common: Movement & { se: number; df: number };
  /** Standard deviations in points; slopes as points by which a standard deviation of time moves. */
  spread: ChangeSpread;
  /** Parts of the real variance over time; null where there is none. */
  parts: { common: number; branches: number; offices: number } | null;
  /** By wave, the level that the offices have in common. */
  levels: { mean: number; se: number }[];
  /** In the order of the offices given. */
  offices: OfficeMovement[];
  /** Where the line goes, and where a wave at that time would lie. */
  at(time: number): { mean: number; ci95: [number, number] };
}

/**
 * `times` ascending, one for each wave, such as years; offices with fewer than three scores must be left out by the caller. Null with fewer than
 * five waves or ten offices, where a wave has no score, or where nothing varies.
 */
export function provinceChange(
  times: readonly number[],
  offices: readonly ChangeOffice[],
): ProvinceChange | null {
  requireFinite('times', ...times);
  for (const { scores } of offices) {
    requireSameLength('times and scores', times, scores);
    for (const score of scores) if (score) requireFinite('a score', score.mean, score.variance);
  }
  if (times.length < minimumSizes.waves || offices.length < minimumSizes.groups) return null;
  if (times.some((_, wave) => offices.every(({ scores }) => !scores[wave]))) return null;
  const clock = clockOf(times);
  const fitted = clock && fitSpread(offices, clock.times);
  return fitted && described(offices, clock, fitted);
}

interface Clock {
  times: number[];
  centre: number;
  unit: number;
  span: number;
}

/** Times with mean 0 and variance 1; null where all are the same. */
function clockOf(times: readonly number[]): Clock | null {
  const centre = times.reduce((sum, time) => sum + time, 0) / times.length;
  const squares = times.reduce((sum, time) => sum + (time - centre) ** 2, 0);
  const unit = Math.sqrt(squares / (times.length - 1));
  if (!(unit > 0)) return null;
  const span = times.at(-1)! - times[0]!;
  return { times: times.map((time) => (time - centre) / unit), centre, unit, span };
}

const names = ['wave', 'branchLevel', 'branchSlope', 'officeLevel', 'officeSlope', 'officeWave'] as const;
const spreadOf = (values: readonly number[]) =>
  Object.fromEntries(names.map((name, i) => [name, Math.abs(values[i]!)])) as unknown as ChangeSpread;

/** In sampling errors: much or little of everything, levels alone, levels and what single offices do. */
const starts: readonly number[][] = [
  [1, 1, 1, 1, 1, 1],
  [0.3, 0.3, 0.3, 0.3, 0.3, 0.3],
  [0.2, 1, 0.2, 1, 0.2, 0.2],
  [0.5, 0.5, 0.3, 1, 0.5, 0.5],
  [0.2, 2, 0.5, 2, 1, 0.5],
];

/** Below this part of a point a standard deviation is 0. */
const negligible = 1e-4;

function fitSpread(offices: readonly ChangeOffice[], times: readonly number[]) {
  const variances = offices.flatMap(({ scores }) => scores.flatMap((score) => score?.variance ?? []));
  // A mean without error would weigh infinitely much; with none at all there is nothing to tell apart.
  if (variances.some((variance) => !(variance > 0))) return null;
  const unit = Math.sqrt(variances.reduce((sum, one) => sum + one, 0) / variances.length);
  const deviance = (values: readonly number[]) =>
    absorb(offices, times, spreadOf(values.map((value) => value * unit))).deviance;
  const [start] = starts
    .map((values) => ({ values, value: deviance(values) }))
    .sort((a, b) => a.value - b.value);
  const found = start && minimise(deviance, start.values);
  if (!found) return null;
  const values = found.at.map((value) => (Math.abs(value) < negligible ? 0 : value * unit));
  const spread = spreadOf(values);
  return { spread, absorbed: absorb(offices, times, spread) };
}

function described(
  offices: readonly ChangeOffice[],
  { times, centre, unit, span }: Clock,
  { spread, absorbed }: { spread: ChangeSpread; absorbed: AbsorbedProvince },
): ProvinceChange {
  const { line, lineCovariance } = absorbed;
  const [level, slope] = [line.get(0, 0), line.get(1, 0)];
  const slopeVariance = lineCovariance.get(1, 1);
  const df = times.length - 2;
  const critical = t.quantile(0.975, df);
  const length = span / unit;
  const [difference, se] = [slope * length, Math.sqrt(slopeVariance) * length];
  return {
    span,
    common: {
      ...{ difference, se, df },
      ci95: [difference - critical * se, difference + critical * se],
      p: twoSidedT(difference / se, df),
      detectable: detectableDifference(se, df),
    },
    spread,
    parts: partsOf(Math.max(0, slope ** 2 - slopeVariance), spread),
    ...officeMovements(offices, times, { spread, absorbed, length }),
    at(time) {
      const x = (time - centre) / unit;
      const variance =
        lineCovariance.get(0, 0) +
        2 * x * lineCovariance.get(0, 1) +
        x * x * slopeVariance +
        spread.wave ** 2;
      const [mean, half] = [level + slope * x, critical * Math.sqrt(variance)];
      return { mean, ci95: [mean - half, mean + half] };
    },
  };
}

function partsOf(line: number, spread: ChangeSpread): ProvinceChange['parts'] {
  const common = line + spread.wave ** 2;
  const branches = spread.branchSlope ** 2;
  const offices = spread.officeSlope ** 2 + spread.officeWave ** 2;
  const total = common + branches + offices;
  if (total === 0) return null;
  return { common: common / total, branches: branches / total, offices: offices / total };
}
