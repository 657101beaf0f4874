/**
 * Size of a difference in standard deviations: Cohen's d with the pooled sd, and Hedges' g, d freed of its small-sample
 * bias. p says whether a difference is there, g whether it matters; below .2 it is negligible whatever its p.
 *
 *     d = (m₁ − m₂)/s_pooled,  g = J(ν)·d,  J = Γ(ν/2)/(√(ν/2)·Γ((ν − 1)/2)),  ν = n₁ + n₂ − 2   (Hedges)
 */
import gammaln from '@stdlib/math-base-special-gammaln';
import type { Moments } from './moments.ts';

export interface HedgesG {
  g: number;
  d: number;
  sdPooled: number;
  J: number;
}

/**
 * Null with fewer than two in either group or without pooled variance.
 *
 * @example hedgesG(momentsOf([3, 4, 5]), momentsOf([1, 2, 2])) // g 2.2801, d 2.8577
 */
export function hedgesG(a: Moments, b: Moments): HedgesG | null {
  if (a.variance === null || b.variance === null || a.mean === null || b.mean === null) return null;
  const df = a.n + b.n - 2;
  const sdPooled = Math.sqrt(((a.n - 1) * a.variance + (b.n - 1) * b.variance) / df);
  if (sdPooled === 0) return null;
  const d = (a.mean - b.mean) / sdPooled;
  const J = smallSampleFactor(df);
  return { g: J * d, d, sdPooled, J };
}

/**
 * J(df), the factor that frees d of bias. From 1000 degrees of freedom on by its series in 1/df, where the difference
 * of two large log-gammas would cost digits. Throws below 2 degrees of freedom.
 */
export function smallSampleFactor(df: number): number {
  if (df < 2) throw new RangeError(`J needs at least 2 degrees of freedom, got ${df}`);
  if (df > 1000) return 1 - 3 / (4 * df) - 7 / (32 * df ** 2) - 9 / (128 * df ** 3);
  return Math.exp(gammaln(df / 2) - gammaln((df - 1) / 2)) / Math.sqrt(df / 2);
}
