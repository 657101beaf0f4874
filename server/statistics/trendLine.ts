/**
 * How steep a trend is. Sen's slope, the median of all pairwise slopes, is not moved by one odd wave; the
 * least-squares line is given beside it with its usual test.
 */
import { linearRegression, median } from 'simple-statistics';
import { requireFinite, requireSameLength } from './misuse.ts';
import { twoSidedT } from './tails.ts';

/** Median change per unit of time; `times` are 0, 1, 2 … unless given. Null for fewer than two different times. */
export function senSlope(
  values: readonly number[],
  times: readonly number[] = [...values.keys()],
): number | null {
  requireSameLength('values and times', values, times);
  requireFinite('values and times', ...values, ...times);
  const slopes: number[] = [];
  for (let j = 1; j < values.length; j += 1) {
    for (let i = 0; i < j; i += 1) {
      if (times[j] !== times[i]) slopes.push((values[j]! - values[i]!) / (times[j]! - times[i]!));
    }
  }
  return slopes.length === 0 ? null : median(slopes);
}

export interface LeastSquares {
  slope: number;
  intercept: number;
  /** Null for two points; 0 for points exactly on a line, where t and p are null. */
  se: number | null;
  t: number | null;
  p: number | null;
  /** Null when the values do not vary. */
  r2: number | null;
}

/** The least-squares line through (times, values); null for fewer than two different times. */
export function leastSquares(values: readonly number[], times: readonly number[]): LeastSquares | null {
  requireSameLength('values and times', values, times);
  requireFinite('values and times', ...values, ...times);
  const n = values.length;
  const start = times[0] ?? 0;
  if (times.every((time) => time === start)) return null;
  const { m: slope, b } = linearRegression(times.map((time, i) => [time - start, values[i]!]));
  const residual = sumOfSquares(
    values.map((value, i) => value - b - slope * (times[i]! - start)),
    0,
  );
  const total = sumOfSquares(values, mean(values));
  const exact = residual <= 1e-24 * (total + b * b);
  const spread = sumOfSquares(times, mean(times));
  const se = n < 3 ? null : exact ? 0 : Math.sqrt(residual / (n - 2) / spread);
  const t = se ? slope / se : null;
  return {
    slope,
    intercept: b - slope * start,
    se,
    t,
    p: t === null ? null : twoSidedT(t, n - 2),
    r2: total === 0 ? null : 1 - (exact ? 0 : residual) / total,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function sumOfSquares(values: readonly number[], about: number): number {
  return values.reduce((sum, value) => sum + (value - about) ** 2, 0);
}
