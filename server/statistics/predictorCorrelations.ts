/**
 * What relative weights and general dominance both start from: the correlations of an outcome with its predictors, and of the
 * predictors with one another.
 */
import { Matrix as Dense, EigenvalueDecomposition } from 'ml-matrix';
import { correlationFromCovariance, type Matrix } from './covariance.ts';
import { requireCount } from './misuse.ts';

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
