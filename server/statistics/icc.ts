/**
 * Intraclass correlations of an organisation: ICC(1), how much of one person's answer is the office; ICC(2), how
 * reliable an office's mean is. The names follow James (1982) and Bliese (2000); in Shrout & Fleiss's naming these are
 * ICC(1,1) and ICC(1,k), which is not their ICC(2,1).
 *
 *     ICC(1) = (MSB − MSW)/(MSB + (k − 1)MSW),  k = n0 = (N − Σn_j²/N)/(G − 1)         (Snedecor & Cochran)
 */
import f from '@stdlib/stats-base-dists-f';
import type { Moments } from './moments.ts';
import { type OneWay, oneWay } from './oneWay.ts';

export interface Icc {
  anova: OneWay;
  /** Mean group size; the size n0 that is unbiased for unequal groups; the harmonic mean, for information. */
  kMean: number;
  n0: number;
  kHarmonic: number;
  /** ICC(1) by variance components with n0. May be negative (then read it as none). */
  icc1: number;
  icc1Ci95: [number, number] | null;
  /** ICC(1) with the mean group size, as multilevel::ICC1 prints it. */
  icc1MeanSize: number | null;
  /** ICC(2) as mean over the groups of n_j·ICC1/(1 + (n_j − 1)ICC1): the honest figure for unequal sizes. */
  icc2: number | null;
  /** (MSB − MSW)/MSB, as multilevel::ICC2 prints it; null without variance between groups. */
  icc2Msb: number | null;
  icc2MsbCi95: [number, number] | null;
  /** False when ICC(1) ≤ 0: ICC(2) is then a meaningless number, possibly −420, not to be shown. */
  icc2Meaningful: boolean;
  /** 1 + (n0 − 1)·ICC1: how many times too small a variance is that ignores the offices. */
  designEffect: number;
}

/** Null with fewer than two groups, no group of two or more, or answers that are all equal. */
export function icc(groups: readonly Moments[]): Icc | null {
  const anova = oneWay(groups);
  if (anova === null || anova.ssBetween + anova.ssWithin === 0) return null;
  const sizes = groups.map((group) => group.n).filter((n) => n > 0);
  const kMean = anova.n / anova.groups;
  const n0 = (anova.n - sizes.reduce((sum, n) => sum + n * n, 0) / anova.n) / anova.dfBetween;
  const { msBetween, msWithin } = anova;
  const icc1 = components(msBetween, msWithin, n0);
  if (icc1 === null) return null;
  return {
    anova,
    kMean,
    n0,
    kHarmonic: sizes.length / sizes.reduce((sum, n) => sum + 1 / n, 0),
    icc1,
    icc1Ci95: icc1Interval(anova, n0),
    icc1MeanSize: components(msBetween, msWithin, kMean),
    icc2: meanOf(sizes.map((n) => stepUp(icc1, n))),
    icc2Msb: msBetween > 0 ? (msBetween - msWithin) / msBetween : null,
    icc2MsbCi95: icc2Interval(anova),
    icc2Meaningful: icc1 > 0,
    designEffect: 1 + (n0 - 1) * icc1,
  };
}

/**
 * Reliability of the mean of k persons when one person's is `icc1` (Spearman–Brown). A negative `icc1` gives a number
 * without meaning, and null at the pole.
 */
export function stepUp(icc1: number, k: number): number | null {
  const denominator = 1 + (k - 1) * icc1;
  return Math.abs(denominator) < 1e-12 ? null : (k * icc1) / denominator;
}

function components(msBetween: number, msWithin: number, k: number): number | null {
  const denominator = msBetween + (k - 1) * msWithin;
  return denominator > 0 ? (msBetween - msWithin) / denominator : null;
}

function meanOf(values: readonly (number | null)[]): number | null {
  if (values.includes(null)) return null;
  return (values as number[]).reduce((sum, value) => sum + value, 0) / values.length;
}

/** Searle's interval by F, exact for equal sizes and an approximation with n0. */
function icc1Interval({ F, dfBetween, dfWithin }: OneWay, n0: number): [number, number] | null {
  if (F === null) return null;
  const low = F / f.quantile(0.975, dfBetween, dfWithin);
  const high = F / f.quantile(0.025, dfBetween, dfWithin);
  return [(low - 1) / (low + n0 - 1), (high - 1) / (high + n0 - 1)];
}

function icc2Interval({ F, dfBetween, dfWithin }: OneWay): [number, number] | null {
  if (F === null || F === 0) return null;
  return [1 - f.quantile(0.975, dfBetween, dfWithin) / F, 1 - f.quantile(0.025, dfBetween, dfWithin) / F];
}
