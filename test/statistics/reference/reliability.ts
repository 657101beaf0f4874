/** Items, scores and reliability of one dimension, in the shape of the reference. */
import { pearson } from '../../../server/statistics/correlation.ts';
import {
  correlationFromCovariance,
  covarianceFromPairs,
  covarianceFromProducts,
  type Matrix,
  pairwiseProductsOf,
  productsOf,
} from '../../../server/statistics/covariance.ts';
import {
  cronbachAlpha,
  feldtInterval,
  meanInteritemCorrelation,
  standardisedAlpha,
} from '../../../server/statistics/cronbachAlpha.ts';
import { describe } from '../../../server/statistics/describe.ts';
import { favourable } from '../../../server/statistics/favourable.ts';
import { alphaIfDeleted, correctedItemTotal } from '../../../server/statistics/itemTotals.ts';
import { meanInterval } from '../../../server/statistics/meanInterval.ts';
import { omegaMl } from '../../../server/statistics/omegaMl.ts';
import { omegaUls } from '../../../server/statistics/omegaUls.ts';
import { wilsonInterval } from '../../../server/statistics/wilsonInterval.ts';
import { type Branch, byKey, hundredfold } from './tree.ts';

type Answers = (number | null)[];

export const given = (values: readonly (number | null)[]): number[] =>
  values.filter((value) => value !== null);

export function itemTree(answers: Answers, points: number): Branch {
  const valid = given(answers);
  const { n, mean, sd, min, max } = describe(valid.map((value) => [value, 1]));
  const counts = Array.from({ length: points }, (_, i) => valid.filter((value) => value === i + 1).length);
  const shares = favourable(counts);
  const interval = wilsonInterval(Math.round((shares.favourable ?? 0) * n), n);
  return {
    ...{ n, n_missing: answers.length - n, mean, sd, min, max },
    counts: Object.fromEntries(counts.map((count, i) => [String(i + 1), count])),
    pct_favourable: hundredfold(shares.favourable),
    pct_neutral: hundredfold(shares.neutral),
    pct_unfavourable: hundredfold(shares.unfavourable),
    favourable_wilson95_pct: interval?.map((bound) => 100 * bound) ?? null,
  };
}

export function scoreTree(scores: Answers): Branch {
  const { n, mean, sd, min, max, skewness } = describe(given(scores).map((value) => [value, 1]));
  const interval = meanInterval({ n, mean, sd });
  return { n, mean, sd, min, max, se: interval?.se, mean_ci95_t: interval?.ci95, skewness_g1: skewness };
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
      alpha_std_from_pairwise_cor: standardisedAlpha(correlationsOfPairs(rows, k)),
      alpha_ci95_feldt_conservative_n_complete: feldtInterval(cronbachAlpha(fromPairs), complete.n, k),
    },
  };
}

function matrixTree(covariance: Matrix, items: string[], n: number): Branch {
  const correlation = correlationFromCovariance(covariance)!;
  const alpha = cronbachAlpha(covariance);
  const [totals, deleted] = [correctedItemTotal(covariance), alphaIfDeleted(covariance)];
  const uls = omegaUls(correlation);
  return {
    n,
    alpha_raw: alpha,
    alpha_std: standardisedAlpha(correlation),
    alpha_ci95_feldt: feldtInterval(alpha, n, items.length),
    mean_interitem_r: meanInteritemCorrelation(correlation),
    r_drop: byKey(items, (_, i) => totals[i]!),
    alpha_if_deleted: byKey(items, (_, i) => deleted[i]!),
    omega_total_uls_standardised: uls?.omega,
    omega_total_uls_observed_variance: uls?.omegaObserved,
    omega_total_ml_raw_metric: omegaMl(covariance)?.omega,
    omega_uls_loadings: byKey(items, (_, i) => uls?.loadings[i]),
    heywood: uls?.heywood,
  };
}

function correlationsOfPairs(rows: Answers[], k: number): number[][] {
  return Array.from({ length: k }, (_, i) =>
    Array.from({ length: k }, (_, j) => {
      const both = rows.filter((row) => row[i] !== null && row[j] !== null) as number[][];
      return i === j
        ? 1
        : pearson(
            both.map((row) => row[i]!),
            both.map((row) => row[j]!),
          )!.r;
    }),
  );
}
