/**
 * Welch's t test of two independent groups from their moments: a minus b. It treats respondents as independent; where
 * they sit in offices that differ (design effect 5 to 8 is common) its p is too small for the province as a whole,
 * though not for one office against the rest.
 *
 *     t = (m₁ − m₂)/√(s₁²/n₁ + s₂²/n₂), df by Satterthwaite, not rounded       (Satterthwaite; Welch)
 */
import t from '@stdlib/stats-base-dists-t';
import type { Moments } from './moments.ts';
import { twoSidedT } from './tails.ts';

export interface WelchTest {
  difference: number;
  se: number;
  t: number;
  df: number;
  p: number;
  ci95: [number, number];
}

/**
 * Null with fewer than two in either group, or when neither has any variance. One without variance is allowed.
 *
 * @example welchTest(momentsOf([3, 3, 3]), momentsOf([2, 4, 5, 4])) // t −1.192, df 3, p .319
 */
export function welchTest(a: Moments, b: Moments): WelchTest | null {
  if (a.variance === null || b.variance === null || a.mean === null || b.mean === null) return null;
  const [va, vb] = [a.variance / a.n, b.variance / b.n];
  const total = va + vb;
  if (total <= 0) return null;
  const se = Math.sqrt(total);
  const df = 1 / ((va / total) ** 2 / (a.n - 1) + (vb / total) ** 2 / (b.n - 1));
  const difference = a.mean - b.mean;
  const half = se * t.quantile(0.975, df);
  return {
    difference,
    se,
    t: difference / se,
    df,
    p: twoSidedT(difference / se, df),
    ci95: [difference - half, difference + half],
  };
}
