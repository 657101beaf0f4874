/** Items, scores and reliability of one dimension, in the shape of the reference. */
import { type FavourableClass, favourableClass } from '../../../server/instruments/scoring.ts';
import { covarianceFromProducts, type Matrix } from '../../../server/statistics/covariance.ts';
import { cronbachAlpha, feldtInterval } from '../../../server/statistics/cronbachAlpha.ts';
import { alphaIfDeleted, correctedItemTotal } from '../../../server/statistics/itemTotals.ts';
import { meanInterval } from '../../../server/statistics/meanInterval.ts';
import { momentsOf } from '../../../server/statistics/moments.ts';
import { omegaMl } from '../../../server/statistics/omegaMl.ts';
import { covarianceFromPairs, pairwiseProductsOf, productsOf } from '../products.ts';
import { type Branch, byKey, hundredfold } from './tree.ts';

type Answers = (number | null)[];

export const given = (values: readonly (number | null)[]): number[] =>
  values.filter((value) => value !== null);

/** n, mean and standard deviation. */
export function momentsTree(values: readonly number[]): {
  n: number;
  mean: number | null;
  sd: number | null;
} {
  const { n, mean, variance } = momentsOf(values);
  return { n, mean, sd: variance === null ? null : Math.sqrt(variance) };
}

/** Share of each side of the scale, 0..1; `counts[i]` answers on point i + 1. Null without answers. */
export function sharesOf(counts: readonly number[]): Record<FavourableClass, number | null> {
  const sides = { favourable: 0, neutral: 0, unfavourable: 0 };
  for (const [i, count] of counts.entries()) sides[favourableClass(i + 1, counts.length)] += count;
  const n = sides.favourable + sides.neutral + sides.unfavourable;
  const share = (count: number) => (n === 0 ? null : count / n);
  return {
    favourable: share(sides.favourable),
    neutral: share(sides.neutral),
    unfavourable: share(sides.unfavourable),
  };
}

export function itemTree(answers: Answers, points: number): Branch {
  const valid = given(answers);
  const counts = Array.from({ length: points }, (_, i) => valid.filter((value) => value === i + 1).length);
  const shares = sharesOf(counts);
  return {
    ...momentsTree(valid),
    n_missing: answers.length - valid.length,
    counts: Object.fromEntries(counts.map((count, i) => [String(i + 1), count])),
    pct_favourable: hundredfold(shares.favourable),
    pct_neutral: hundredfold(shares.neutral),
    pct_unfavourable: hundredfold(shares.unfavourable),
  };
}

export function scoreTree(scores: Answers): Branch {
  const moments = momentsTree(given(scores));
  const interval = meanInterval(moments);
  return { ...moments, se: interval?.se, mean_ci95_t: interval?.ci95 };
}

export function reliabilityTree(rows: Answers[], items: string[]): Branch {
  const complete = productsOf(rows);
  const pairwise = pairwiseProductsOf(rows);
  const fromPairs = covarianceFromPairs(pairwise)!;
  const k = items.length;
  const ofPairs = matrixTree(fromPairs, items, rows.length);
  return {
    k,
    n_rows: rows.length,
    n_any_answered: rows.filter((row) => given(row).length > 0).length,
    complete: {
      ...matrixTree(covarianceFromProducts(complete)!, items, complete.n),
      feldt_n_rule: 'number of complete cases',
    },
    pairwise: {
      ...ofPairs,
      feldt_n_rule: 'number of rows in the data, as psych::alpha does',
      alpha_ci95_feldt_conservative_n_complete: feldtInterval(cronbachAlpha(fromPairs), complete.n, k),
    },
  };
}

function matrixTree(covariance: Matrix, items: string[], n: number): Branch {
  const alpha = cronbachAlpha(covariance);
  const [totals, deleted] = [correctedItemTotal(covariance), alphaIfDeleted(covariance)];
  return {
    n,
    alpha_raw: alpha,
    alpha_ci95_feldt: feldtInterval(alpha, n, items.length),
    r_drop: byKey(items, (_, i) => totals[i]!),
    alpha_if_deleted: byKey(items, (_, i) => deleted[i]!),
    omega_total_ml_raw_metric: omegaMl(covariance)?.omega,
  };
}
