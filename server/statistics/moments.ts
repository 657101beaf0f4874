/**
 * Count, mean and variance (n − 1): all that most statistics here need of a group. They are made from raw values,
 * from a histogram or from stored sums; sums of whole numbers are combined without rounding, however large, so a
 * variance made from a tally is not spoilt by cancellation.
 */
import { requireCount, requireFinite } from './misuse.ts';

/** `mean` is null for n = 0, `variance` for n < 2. */
export interface Moments {
  n: number;
  mean: number | null;
  variance: number | null;
}

/** Pairs of a value and how often it occurs; a Map is one. */
export type Histogram = Iterable<readonly [value: number, count: number]>;

/** Moments of raw values. Missing values must be left out by the caller. */
export function momentsOf(values: readonly number[]): Moments {
  return momentsOfHistogram(values.map((value) => [value, 1] as const));
}

/** Moments of a histogram, in two passes (first the mean, then the squares about it). */
export function momentsOfHistogram(histogram: Histogram): Moments {
  const cells = [...histogram];
  let n = 0;
  let sum = 0;
  for (const [value, count] of cells) {
    requireFinite('value', value);
    requireCount('count', count);
    n += count;
    sum += value * count;
  }
  if (n === 0) return { n, mean: null, variance: null };
  const values = cells.filter(([, count]) => count > 0).map(([value]) => value);
  if (values.every((value) => value === values[0])) return constantMoments(n, values[0]!);
  const mean = sum / n;
  let squares = 0;
  let drift = 0;
  for (const [value, count] of cells) {
    squares += count * (value - mean) ** 2;
    drift += count * (value - mean);
  }
  return { n, mean, variance: n < 2 ? null : Math.max(0, squares - drift ** 2 / n) / (n - 1) };
}

/** Equal values have no variance at all, not one of 1e-33 from rounding their mean. */
function constantMoments(n: number, value: number): Moments {
  return { n, mean: value, variance: n < 2 ? null : 0 };
}

/** Moments of `n` values whose sum and sum of squares are known. */
export function momentsOfSums(tally: { n: number; sum: number; sumSquares: number }): Moments {
  const { n, sum, sumSquares } = tally;
  requireCount('n', n);
  requireFinite('sum', sum, sumSquares);
  if (n === 0) return { n, mean: null, variance: null };
  const variance = n < 2 ? null : Math.max(0, centredProduct(n, sum, sum, sumSquares)) / (n - 1);
  return { n, mean: sum / n, variance };
}

/**
 * Σ(x − x̄)(y − ȳ) of n cases from Σx, Σy and Σxy. Whole numbers go through BigInt when their products would
 * leave the range in which doubles are exact.
 */
export function centredProduct(n: number, sumX: number, sumY: number, sumXY: number): number {
  const a = n * sumXY;
  const b = sumX * sumY;
  const safe = Number.isSafeInteger(a) && Number.isSafeInteger(b);
  if (safe || ![n, sumX, sumY, sumXY].every(Number.isInteger)) return (a - b) / n;
  return Number(BigInt(n) * BigInt(sumXY) - BigInt(sumX) * BigInt(sumY)) / n;
}
