/**
 * How well one factor reproduces the covariances of the items, as lavaan::cfa tells it. Small samples are called bad too easily by the
 * RMSEA where there are few degrees of freedom (Kenny, Kaniskan & McCoach 2015), large ones by χ²; so all five are given.
 *
 *     χ² = n·[ln|Σ| − ln|S| + tr(SΣ⁻¹) − k],  df = k(k + 1)/2 − 2k
 *     CFI = 1 − max(χ² − df, 0)/max(χ²₀ − df₀, χ² − df, 0), χ²₀ that of items without any correlation      (Bentler 1990)
 *     RMSEA = √(max(χ² − df, 0)/(n·df))                                                                      (Steiger 1990)
 *     SRMR = √(mean of squared residual correlations, the diagonal included)                                 (Bentler 1995)
 */
import { CholeskyDecomposition, Matrix as Dense } from 'ml-matrix';
import { correlationFromCovariance, type Matrix } from './covariance.ts';
import { requireSameLength } from './misuse.ts';

/** Loadings and unique variances, in the items' units. */
export interface Factor {
  loadings: readonly number[];
  uniquenesses: readonly number[];
}

export interface FactorFit {
  chi2: number;
  /** 0 for three items: one factor then fits by construction, and says nothing. */
  df: number;
  cfi: number;
  rmsea: number;
  srmr: number;
}

/** Fit of a factor that was fitted to this covariance matrix; null where the matrix has no likelihood. */
export function factorFit(covariance: Matrix, n: number, factor: Factor): FactorFit | null {
  requireSameLength('covariance and loadings', covariance, factor.loadings);
  const k = covariance.length;
  const misfit = misfitOf(covariance, impliedBy(factor));
  const unrelated = unrelatedMisfit(covariance);
  if (misfit === null || unrelated === null) return null;
  const chi2 = n * misfit;
  const df = (k * (k + 1)) / 2 - 2 * k;
  return {
    chi2,
    df,
    cfi: comparativeFit({ chi2, df }, { chi2: n * unrelated, df: (k * (k - 1)) / 2 }),
    rmsea: rootMeanSquareError({ chi2, df }, n, 1),
    srmr: Math.sqrt(meanSquaredResidual(covariance, impliedBy(factor))),
  };
}

/** Covariances that a factor of some variance implies. */
export function impliedBy({ loadings, uniquenesses }: Factor, variance = 1): number[][] {
  return loadings.map((a, i) => loadings.map((b, j) => a * b * variance + (i === j ? uniquenesses[i]! : 0)));
}

/** ln|Σ| − ln|S| + tr(SΣ⁻¹) − k; null unless both are positive definite. */
export function misfitOf(observed: Matrix, implied: Matrix): number | null {
  const [S, sigma] = [new Dense(copied(observed)), new CholeskyDecomposition(new Dense(copied(implied)))];
  const logS = logDeterminant(new CholeskyDecomposition(S));
  const logSigma = logDeterminant(sigma);
  if (logS === null || logSigma === null) return null;
  return Math.max(0, logSigma - logS + sigma.solve(S).trace() - observed.length);
}

/** The misfit of items without correlations: −ln|R|. */
export function unrelatedMisfit(covariance: Matrix): number | null {
  const correlation = correlationFromCovariance(covariance);
  const log = correlation && logDeterminant(new CholeskyDecomposition(new Dense(correlation)));
  return log === null ? null : -log;
}

export type ChiSquare = Pick<FactorFit, 'chi2' | 'df'>;

export function comparativeFit(model: ChiSquare, unrelated: ChiSquare): number {
  const excess = Math.max(0, model.chi2 - model.df);
  const most = Math.max(excess, unrelated.chi2 - unrelated.df);
  return most <= 0 ? 1 : 1 - excess / most;
}

/** Of several groups as Steiger (1998) and lavaan count it. */
export function rootMeanSquareError({ chi2, df }: ChiSquare, n: number, groups: number): number {
  return df === 0 ? 0 : Math.sqrt((groups * Math.max(0, chi2 - df)) / (n * df));
}

/** Over covariances and variances, as parts of the observed deviations; and over means, where they are modelled. */
export function meanSquaredResidual(
  observed: Matrix,
  implied: Matrix,
  means?: { observed: readonly number[]; implied: readonly number[] },
): number {
  const k = observed.length;
  let sum = 0;
  for (let i = 0; i < k; i += 1) {
    for (let j = 0; j <= i; j += 1)
      sum += (observed[i]![j]! - implied[i]![j]!) ** 2 / (observed[i]![i]! * observed[j]![j]!);
    if (means) sum += (means.observed[i]! - means.implied[i]!) ** 2 / observed[i]![i]!;
  }
  return sum / ((k * (k + 1)) / 2 + (means ? k : 0));
}

const copied = (matrix: Matrix) => matrix.map((row) => [...row]);

function logDeterminant(cholesky: CholeskyDecomposition): number | null {
  if (!cholesky.isPositiveDefinite()) return null;
  const log = cholesky.lowerTriangularMatrix.diagonal().reduce((sum, pivot) => sum + 2 * Math.log(pivot), 0);
  return Number.isFinite(log) ? log : null;
}
