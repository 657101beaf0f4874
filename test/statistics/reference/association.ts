/** Correlations and relative weights among named variables, in the shape of the reference. */
import { pearson, spearman } from '../../../server/statistics/correlation.ts';
import { covarianceFromProducts, productsOf } from '../../../server/statistics/covariance.ts';
import { generalDominance } from '../../../server/statistics/generalDominance.ts';
import { regression } from '../../../server/statistics/regression.ts';
import { relativeWeights } from '../../../server/statistics/relativeWeights.ts';
import { type Branch, byKey } from './tree.ts';

type Columns = Record<string, (number | null)[]>;

export function correlationTree(x: readonly (number | null)[], y: readonly (number | null)[]): Branch | null {
  const both = [...x.keys()].filter((i) => x[i] !== null && y[i] !== null);
  const [xs, ys] = [both.map((i) => x[i]!), both.map((i) => y[i]!)];
  const [linear, ranked] = [pearson(xs, ys), spearman(xs, ys)];
  if (linear === null || ranked === null) return null;
  return {
    n: linear.n,
    pearson: linear.r,
    pearson_t: linear.t,
    pearson_p: linear.p,
    pearson_ci95_fisher: linear.ci95,
    spearman: ranked.r,
    spearman_p_t_approx: ranked.p,
  };
}

/** One record for each named pair of the reference. */
export function correlationsTree(pairs: Branch[], columns: Columns): Branch[] {
  return pairs.map(({ x, y }) => ({
    ...{ x, y },
    ...correlationTree(columns[x as string]!, columns[y as string]!),
  }));
}

export function weightsTree(columns: Columns, outcome: string, predictors: string[]): Branch {
  const rows = columns[outcome]!.map((value, i) => [value, ...predictors.map((name) => columns[name]![i]!)]);
  const products = productsOf(rows);
  const matrix = covarianceFromProducts(products)!;
  const [fit, johnson, dominance] = [
    regression(matrix, 0, products.n)!,
    relativeWeights(matrix, 0)!,
    generalDominance(matrix, 0)!,
  ];
  const named = (values: number[]) => byKey(predictors, (_, i) => values[i]!);
  return {
    ...{ n: products.n, p: predictors.length, r2: fit.r2, adj_r2: fit.adjustedR2, F: fit.F, F_p: fit.p },
    zero_order_r: named(fit.zeroOrder),
    beta_std: named(fit.betas),
    raw_weight: named(johnson.weights),
    rescaled_pct: named(johnson.shares!.map((share) => 100 * share)),
    sum_raw_weights: johnson.r2,
    general_dominance: named(dominance.weights),
    general_dominance_rescaled_pct: named(dominance.shares!.map((share) => 100 * share)),
  };
}
