/**
 * Intraclass correlations of an organisation: ICC(1), how much of one person's answer is the office; ICC(2), how
 * reliable an office's mean is. The names follow James (1982) and Bliese (2000); in Shrout & Fleiss's naming these are
 * ICC(1,1) and ICC(1,k), which is not their ICC(2,1).
 *
 *     ICC(1) = (MSB − MSW)/(MSB + (k − 1)MSW),  k = n0 = (N − Σn_j²/N)/(G − 1)         (Snedecor & Cochran)
 */
import type { Moments } from './moments.ts';
import { type OneWay, oneWay } from './oneWay.ts';

export interface Icc {
  anova: OneWay;
  /** The group size that is unbiased for unequal groups. */
  n0: number;
  /** ICC(1) by variance components with n0. May be negative (then read it as none). */
  icc1: number;
  /** ICC(2) as mean over the groups of n_j·ICC1/(1 + (n_j − 1)ICC1): the honest figure for unequal sizes. */
  icc2: number | null;
  /** False when ICC(1) ≤ 0: ICC(2) is then a meaningless number, possibly −420, not to be shown. */
  icc2Meaningful: boolean;
}

/** Null with fewer than two groups, no group of two or more, or answers that are all equal. */
export function icc(groups: readonly Moments[]): Icc | null {
  const anova = oneWay(groups);
  if (anova === null || anova.ssBetween + anova.ssWithin === 0) return null;
  const sizes = groups.map((group) => group.n).filter((n) => n > 0);
  const n0 = (anova.n - sizes.reduce((sum, n) => sum + n * n, 0) / anova.n) / anova.dfBetween;
  const { msBetween, msWithin } = anova;
  const denominator = msBetween + (n0 - 1) * msWithin;
  if (denominator <= 0) return null;
  const icc1 = (msBetween - msWithin) / denominator;
  const icc2 = meanOf(sizes.map((n) => stepUp(icc1, n)));
  return { anova, n0, icc1, icc2, icc2Meaningful: icc1 > 0 };
}

/**
 * Reliability of the mean of k persons when one person's is `icc1` (Spearman–Brown). A negative `icc1` gives a number
 * without meaning, and null at the pole.
 */
function stepUp(icc1: number, k: number): number | null {
  const denominator = 1 + (k - 1) * icc1;
  return Math.abs(denominator) < 1e-12 ? null : (k * icc1) / denominator;
}

function meanOf(values: readonly (number | null)[]): number | null {
  if (values.includes(null)) return null;
  return (values as number[]).reduce((sum, value) => sum + value, 0) / values.length;
}
