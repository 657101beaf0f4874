/**
 * Johnson's (2000) relative weights: what part of the explained variance of an outcome goes with each dimension, when the
 * dimensions overlap. Association, not cause; always shown with R². Criticised by Thomas et al. (2014), so
 * general dominance stands beside it.
 *
 *     R_xx = QΔQ',  Λ = QΔ^½Q',  β* = Λ⁻¹r_xy,  ε_i = Σ_k λ_ik²·β*_k²,  Σε = R²
 */
import { Matrix as Dense, EigenvalueDecomposition } from 'ml-matrix';
import type { Matrix } from './covariance.ts';
import { predictorCorrelations } from './predictorCorrelations.ts';

export interface ShareOut {
  r2: number;
  /** Parts of R², in the order of the matrix without the outcome. */
  weights: number[];
  /** Parts of 1; null when nothing is explained. */
  shares: number[] | null;
}

/** From a covariance or correlation matrix on complete cases; null when the predictors are linearly dependent. */
export function relativeWeights(matrix: Matrix, outcome: number): ShareOut | null {
  const split = predictorCorrelations(matrix, outcome);
  if (split === null) return null;
  const { realEigenvalues, eigenvectorMatrix: Q } = new EigenvalueDecomposition(new Dense(split.among), {
    assumeSymmetric: true,
  });
  const roots = realEigenvalues.map(Math.sqrt);
  const lambda = Q.mmul(Dense.diag(roots)).mmul(Q.transpose());
  const inverse = Q.mmul(Dense.diag(roots.map((root) => 1 / root))).mmul(Q.transpose());
  const betas = inverse.mmul(Dense.columnVector(split.withOutcome)).to1DArray();
  const weights = lambda
    .to2DArray()
    .map((row) => row.reduce((sum, value, k) => sum + value ** 2 * betas[k]! ** 2, 0));
  return shareOut(weights);
}

/** Weights with their sum as R² and their parts of it. */
export function shareOut(weights: number[]): ShareOut {
  const r2 = weights.reduce((sum, weight) => sum + weight, 0);
  return { r2, weights, shares: r2 > 1e-12 ? weights.map((weight) => weight / r2) : null };
}
