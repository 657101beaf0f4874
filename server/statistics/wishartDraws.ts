/**
 * Covariance matrices that samples of n people would give if the observed one were the truth: a parametric bootstrap that needs the
 * matrix alone, not the answers. The seed is fixed, so that the same tallies give the same intervals.
 *
 *     S* = L·A·A'·L'/ν, L the Cholesky factor of S, A lower triangular: normals below, √χ²(ν − i) on the diagonal   (Bartlett 1933)
 */
import { CholeskyDecomposition, Matrix as Dense } from 'ml-matrix';
import type { Matrix } from './covariance.ts';
import { normalDraws } from './normalDraws.ts';

/** Null when the matrix is singular. `n` must exceed the number of variables. */
export function wishartDraws(
  covariance: Matrix,
  n: number,
  draws: number,
  seed: number,
): number[][][] | null {
  const k = covariance.length;
  if (n <= k) throw new RangeError(`${n} persons are too few for ${k} variables`);
  const cholesky = new CholeskyDecomposition(new Dense(covariance.map((row) => [...row])));
  if (!cholesky.isPositiveDefinite()) return null;
  const L = cholesky.lowerTriangularMatrix;
  const next = normalDraws(seed);
  return Array.from({ length: draws }, () => {
    const A = Dense.zeros(k, k);
    for (let i = 0; i < k; i += 1) {
      for (let j = 0; j < i; j += 1) A.set(i, j, next());
      A.set(i, i, Math.sqrt(chiSquareOf(next(), n - 1 - i)));
    }
    const factor = L.mmul(A);
    return factor
      .mmul(factor.transpose())
      .div(n - 1)
      .to2DArray();
  });
}

/** χ² of a standard normal deviate by Wilson & Hilferty (1931): right to .1 % from ten degrees of freedom on. */
function chiSquareOf(z: number, df: number): number {
  const part = 2 / (9 * df);
  return df * Math.max(0, 1 - part + z * Math.sqrt(part)) ** 3;
}
