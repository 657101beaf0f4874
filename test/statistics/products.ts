/** Sums and cross products of answers row by row, as tallies keep them: what the statistics of a matrix are given in tests. */
import type { PairwiseProducts } from '../../server/reports/tally/readTally.ts';
import type { Products } from '../../server/statistics/covariance.ts';
import { centredProduct } from '../../server/statistics/moments.ts';

/** Sums and cross products of the rows that miss nothing. A row is one person, null a missing answer. */
export function productsOf(rows: readonly (readonly (number | null)[])[]): Products {
  const k = rows[0]?.length ?? 0;
  const sums = new Array<number>(k).fill(0);
  const products = sums.map(() => new Array<number>(k).fill(0));
  let n = 0;
  for (const row of rows) {
    if (row.includes(null)) continue;
    n += 1;
    for (const [i, x] of (row as number[]).entries()) {
      sums[i]! += x;
      for (const [j, y] of (row as number[]).entries()) products[i]![j]! += x * y;
    }
  }
  return { n, sums, products };
}

/** Sums and cross products pair by pair. Rows are persons, columns items; null: not answered. */
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

/** Each covariance on the cases that have both variables, as psych::alpha does; null when some pair has fewer than two. */
export function covarianceFromPairs({ n, sums, products }: PairwiseProducts): number[][] | null {
  if (n.length === 0 || n.some((row) => row.some((count) => count < 2))) return null;
  return products.map((row, i) =>
    row.map((product, j) => centredProduct(n[i]![j]!, sums[i]![j]!, sums[j]![i]!, product) / (n[i]![j]! - 1)),
  );
}
