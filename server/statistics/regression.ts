/**
 * Multiple regression in standard units from a covariance or correlation matrix: R², its test, and the standardised
 * coefficients. It is the frame for relative weights and general dominance, which share R² out among the predictors.
 *
 *     β = R_xx⁻¹·r_xy,  R² = Σβ_i·r_i,  F = [R²/p]/[(1 − R²)/(n − p − 1)]
 */
import { Matrix as Dense, EigenvalueDecomposition, solve } from 'ml-matrix';
import { correlationFromCovariance, type Matrix } from './covariance.ts';
import { requireCount } from './misuse.ts';
import { upperF } from './tails.ts';

/** Correlations among the predictors, and of each with the outcome. */
export interface PredictorCorrelations {
  among: number[][];
  withOutcome: number[];
}

/**
 * Splits the matrix at row `outcome`. Null when a variable has no variance, or when the predictors are (nearly) linearly
 * dependent: then their shares cannot be told apart and must not be shown. Throws on an outcome that is no row.
 */
export function predictorCorrelations(matrix: Matrix, outcome: number): PredictorCorrelations | null {
  requireCount('outcome', outcome);
  if (outcome >= matrix.length)
    throw new RangeError(`outcome ${outcome} is not among ${matrix.length} variables`);
  const correlation = correlationFromCovariance(matrix);
  if (correlation === null || correlation.length < 2) return null;
  const rows = correlation.filter((_, i) => i !== outcome);
  const among = rows.map((row) => row.filter((_, j) => j !== outcome));
  const eigenvalues = new EigenvalueDecomposition(new Dense(among), { assumeSymmetric: true })
    .realEigenvalues;
  if (Math.min(...eigenvalues) < 1e-9) return null;
  return { among, withOutcome: rows.map((row) => row[outcome]!) };
}

export interface Regression {
  r2: number;
  betas: number[];
  zeroOrder: number[];
  adjustedR2: number | null;
  F: number | null;
  p: number | null;
}

/** Regression of variable `outcome` on all others, on n complete cases. Null as `predictorCorrelations`. */
export function regression(matrix: Matrix, outcome: number, n: number): Regression | null {
  const split = predictorCorrelations(matrix, outcome);
  if (split === null) return null;
  const betas = solve(new Dense(split.among), Dense.columnVector(split.withOutcome)).to1DArray();
  const r2 = explainedShare(betas, split.withOutcome);
  const [p, rest] = [betas.length, n - betas.length - 1];
  const testable = rest > 0 && r2 < 1;
  const F = testable ? r2 / p / ((1 - r2) / rest) : null;
  return {
    r2,
    betas,
    zeroOrder: split.withOutcome,
    adjustedR2: rest > 0 ? 1 - ((1 - r2) * (n - 1)) / rest : null,
    F,
    p: F === null ? null : upperF(F, p, rest),
  };
}

/** R² = Σ β_i·r_i, kept within 0..1 against rounding. */
export function explainedShare(betas: readonly number[], withOutcome: readonly number[]): number {
  return Math.min(
    1,
    Math.max(
      0,
      betas.reduce((sum, beta, i) => sum + beta * withOutcome[i]!, 0),
    ),
  );
}
