/** Correlations and relative weights among named variables, in the shape of the reference. */
import { correlationFromCovariance, covarianceFromProducts } from '../../../server/statistics/covariance.ts';
import { generalDominance } from '../../../server/statistics/generalDominance.ts';
import { predictorCorrelations } from '../../../server/statistics/predictorCorrelations.ts';
import { relativeWeights } from '../../../server/statistics/relativeWeights.ts';
import { productsOf } from '../products.ts';
import { type Branch, byKey } from './tree.ts';

type Columns = Record<string, (number | null)[]>;

/** Pearson's r on the rows that have both; null without variance. */
export function correlationOf(rows: (number | null)[][]): number | null {
  const covariance = covarianceFromProducts(productsOf(rows));
  return (covariance && correlationFromCovariance(covariance)?.[0]?.[1]) ?? null;
}

/** One record for each named pair of the reference. */
export function correlationsTree(pairs: Branch[], columns: Columns): Branch[] {
  return pairs.map(({ x, y }) => {
    const rows = columns[x as string]!.map((value, i) => [value, columns[y as string]![i]!]);
    return { x, y, n: productsOf(rows).n, pearson: correlationOf(rows) };
  });
}

export function weightsTree(columns: Columns, outcome: string, predictors: string[]): Branch {
  const rows = columns[outcome]!.map((value, i) => [value, ...predictors.map((name) => columns[name]![i]!)]);
  const products = productsOf(rows);
  const matrix = covarianceFromProducts(products)!;
  const [johnson, dominance] = [relativeWeights(matrix, 0)!, generalDominance(matrix, 0)!];
  const named = (values: number[]) => byKey(predictors, (_, i) => values[i]!);
  return {
    ...{ n: products.n, p: predictors.length, r2: dominance.r2 },
    zero_order_r: named(predictorCorrelations(matrix, 0)!.withOutcome),
    raw_weight: named(johnson.weights),
    rescaled_pct: named(johnson.shares!.map((share) => 100 * share)),
    sum_raw_weights: johnson.r2,
    general_dominance: named(dominance.weights),
    general_dominance_rescaled_pct: named(dominance.shares!.map((share) => 100 * share)),
  };
}
