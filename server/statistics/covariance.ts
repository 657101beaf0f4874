/**
 * Covariance (n − 1) and correlation matrices, as plain arrays of rows, from stored sums and cross products.
 * Reliability, omega and relative weights all start here.
 */
import { requireCount, requireSameLength, requireSquare } from './misuse.ts';
import { centredProduct } from './moments.ts';

/** A symmetric matrix, k rows of k numbers. */
export type Matrix = readonly (readonly number[])[];

/** Sums over the cases that have every one of k variables: Σx_i and Σx_i·x_j. */
export interface Products {
  n: number;
  sums: readonly number[];
  products: Matrix;
}

/** Null with fewer than two cases. Throws on shapes that do not fit. */
export function covarianceFromProducts({ n, sums, products }: Products): number[][] | null {
  requireCount('n', n);
  requireSquare('products', products);
  requireSameLength('sums and products', sums, products);
  if (n < 2) return null;
  return products.map((row, i) =>
    row.map((product, j) => centredProduct(n, sums[i]!, sums[j]!, product) / (n - 1)),
  );
}

/** Correlations of a covariance matrix; null when a variable has no variance. */
export function correlationFromCovariance(covariance: Matrix): number[][] | null {
  requireSquare('covariance', covariance);
  const sds = covariance.map((row, i) => Math.sqrt(Math.max(0, row[i]!)));
  if (sds.some((sd) => sd === 0)) return null;
  return covariance.map((row, i) => row.map((c, j) => (i === j ? 1 : c / (sds[i]! * sds[j]!))));
}
