/**
 * Covariance (n − 1) and correlation matrices, as plain arrays of rows, from stored sums and cross products or
 * from raw rows. Reliability, omega, correlations and relative weights all start here.
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

/**
 * Sums pair by pair: `n[i][j]` cases have both i and j, `sums[i][j]` is the sum of i over those cases,
 * `products[i][j]` the sum of i·j over them.
 */
export interface PairwiseProducts {
  n: Matrix;
  sums: Matrix;
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

/**
 * Each covariance on the cases that have both variables, each variance on all cases of its variable (as
 * psych::alpha does). Such a matrix need not be positive definite. Null when some pair has fewer than two cases.
 */
export function covarianceFromPairs({ n, sums, products }: PairwiseProducts): number[][] | null {
  requireSquare('n', n);
  requireSquare('sums', sums);
  requireSquare('products', products);
  if (n.length === 0 || n.some((row) => row.some((count) => count < 2))) return null;
  return products.map((row, i) =>
    row.map((product, j) => centredProduct(n[i]![j]!, sums[i]![j]!, sums[j]![i]!, product) / (n[i]![j]! - 1)),
  );
}

/** Correlations of a covariance matrix; null when a variable has no variance. */
export function correlationFromCovariance(covariance: Matrix): number[][] | null {
  requireSquare('covariance', covariance);
  const sds = covariance.map((row, i) => Math.sqrt(Math.max(0, row[i]!)));
  if (sds.some((sd) => sd === 0)) return null;
  return covariance.map((row, i) => row.map((c, j) => (i === j ? 1 : c / (sds[i]! * sds[j]!))));
}

/** Sums and cross products of the rows that miss nothing. A row is one person, null a missing answer. */
export function productsOf(rows: readonly (readonly (number | null)[])[]): Products {
  const k = rows[0]?.length ?? 0;
  const sums = new Array<number>(k).fill(0);
  const products = sums.map(() => new Array<number>(k).fill(0));
  let n = 0;
  for (const row of rows) {
    requireSameLength('rows', row, sums);
    if (row.includes(null)) continue;
    n += 1;
    for (const [i, x] of (row as number[]).entries()) {
      sums[i]! += x;
      for (const [j, y] of (row as number[]).entries()) products[i]![j]! += x * y;
    }
  }
  return { n, sums, products };
}

/** Sums and cross products pair by pair, for `covarianceFromPairs`. Rows are persons, columns items; null: not answered. */
export function pairwiseProductsOf(rows: readonly (readonly (number | null)[])[]): PairwiseProducts {
  const k = rows[0]?.length ?? 0;
  const zeros = () => Array.from({ length: k }, () => new Array<number>(k).fill(0));
  const [n, sums, products] = [zeros(), zeros(), zeros()];
  for (const row of rows) {
    for (const [i, x] of row.entries()) {
      for (const [j, y] of row.entries()) {
        if (x === null || y === null) continue;
        n[i]![j]! += 1;
        sums[i]![j]! += x;
        products[i]![j]! += x * y;
      }
    }
  }
  return { n, sums, products };
}
