/**
 * The score of an office in a second wave explained by its score in the first and by its level: what a comparison of offices with and without a
 * plan, and the expectation for a single office, both rest on. Each office counts by its precision: the sampling error of both its
 * means, and what offices differ by beyond that error (τ², by moments: DerSimonian and Laird 1986, for regressions Thompson and Sharp 1999).
 * The scale is estimated, so that tests use Student's t (Knapp and Hartung 2003).
 *
 *     v_j = s₁²/n₁j + s₂²/n₂j,   w_j = 1/(v_j + τ²),   τ² = max(0, (Σr²/v − (G − p))/tr P)
 */
import type { Moments } from './moments.ts';
import { quadratic, type WeightedRegression, weightedRegression } from './weightedRegression.ts';

/** The scores of one office in two waves that follow one another. */
export interface TwoWaves {
  first: Moments;
  second: Moments;
  /** Offices of different levels may lie and move differently. */
  level: string;
}

export interface OfficeRegression extends WeightedRegression {
  weights: number[];
  /** Variance between offices beyond sampling error, in points². */
  tau2: number;
}

/** Intercept, the score of the first wave, an indicator of each level but the first. Null for a level that is not among `levels`. */
export function rowOf(office: Pick<TwoWaves, 'first' | 'level'>, levels: readonly string[]): number[] | null {
  if (!levels.includes(office.level)) return null;
  return [1, office.first.mean!, ...levels.slice(1).map((level) => (level === office.level ? 1 : 0))];
}

export const levelsOf = (offices: readonly Pick<TwoWaves, 'level'>[]) =>
  [...new Set(offices.map(({ level }) => level))].sort();

/** Pooled over offices, because the variance of ten answers is itself a rough guess. Null without an office of two. */
export function samplingVariances(offices: readonly TwoWaves[]): ((office: TwoWaves) => number) | null {
  const [first, second] = [offices.map((one) => one.first), offices.map((one) => one.second)].map(pooled);
  if (!first || !second) return null;
  return (office) => first / office.first.n + second / office.second.n;
}

function pooled(groups: readonly Moments[]): number {
  const told = groups.filter(({ variance }) => variance !== null);
  const df = told.reduce((sum, { n }) => sum + n - 1, 0);
  return df === 0 ? 0 : told.reduce((sum, { n, variance }) => sum + (n - 1) * variance!, 0) / df;
}

/** Null when the predictors are linearly dependent or nothing is left for the error. */
export function officeRegression(
  rows: readonly (readonly number[])[],
  outcome: readonly number[],
  variances: readonly number[],
): OfficeRegression | null {
  const precise = variances.map((variance) => 1 / variance);
  const first = weightedRegression(rows, outcome, precise);
  if (first === null) return null;
  const tau2 = betweenVariance(first, rows, precise);
  const weights = variances.map((variance) => 1 / (variance + tau2));
  const fit = weightedRegression(rows, outcome, weights);
  return fit && { ...fit, weights, tau2 };
}

function betweenVariance(
  fit: WeightedRegression,
  rows: readonly (readonly number[])[],
  weights: readonly number[],
): number {
  const squares = rows.reduce((sum, row, k) => sum + weights[k]! ** 2 * quadratic(row, fit.unscaled), 0);
  const traceP = weights.reduce((sum, weight) => sum + weight, 0) - squares;
  const excess = fit.df * (fit.scale - 1);
  return traceP > 0 ? Math.max(0, excess / traceP) : 0;
}
