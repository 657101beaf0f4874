/**
 * Within-group agreement: do the people of an office see the same thing? The item variance in the group is compared
 * with the variance of answers given at random. It is no evidence of a difference between offices: where nobody
 * differs from anybody, every office agrees with itself. Forgotten reverse keying does not show in it.
 *
 *     q = min(S̄², σ²)/σ²,   rwg(j) = J(1 − q)/(J(1 − q) + q)         (James, Demaree & Wolf 1984)
 */
import { requireCount, requireFinite } from './misuse.ts';

/** Random answers spread evenly, or leaning towards agreement; or a variance of the caller's own. */
export type NullVariance = 'uniform' | 'slightSkew' | number;

export interface Agreement {
  /** Variances (n − 1) of the J items in the group; null where fewer than two answered. */
  itemVariances: readonly (number | null)[];
  /** Points of the answer scale. */
  points: number;
  nullVariance: NullVariance;
}

/** Variances of a slightly skewed answer distribution, published for 5 and 6 points (LeBreton & Senter 2008). */
const slightSkewVariances = new Map([
  [5, 1.34],
  [6, 1.85],
]);

/**
 * Variance expected of random answers on a scale of `points`; null where none has been published. Throws on a
 * variance that is not positive.
 */
export function nullVarianceOf(points: number, nullVariance: NullVariance): number | null {
  requireCount('points', points, 2);
  if (nullVariance === 'uniform') return (points ** 2 - 1) / 12;
  if (nullVariance === 'slightSkew') return slightSkewVariances.get(points) ?? null;
  requireFinite('nullVariance', nullVariance);
  if (nullVariance <= 0) throw new RangeError(`nullVariance must be positive, got ${nullVariance}`);
  return nullVariance;
}

/**
 * rwg(j), 0 to 1. Null without items or with fewer than two respondents; 1 for zero variance; 0 where the answers
 * vary as much as random ones or more. With one item it is rwg.
 *
 * @example rwgj({ itemVariances: [0.5, 0.7], points: 5, nullVariance: 'uniform' }) // 0.8235
 */
export function rwgj({ itemVariances, points, nullVariance }: Agreement): number | null {
  const expected = nullVarianceOf(points, nullVariance);
  if (expected === null || itemVariances.length === 0 || itemVariances.includes(null)) return null;
  const variances = itemVariances as number[];
  requireFinite('itemVariances', ...variances);
  const mean = variances.reduce((sum, variance) => sum + variance, 0) / variances.length;
  const q = Math.min(mean / expected, 1);
  const agreement = variances.length * (1 - q);
  return agreement / (agreement + q);
}
