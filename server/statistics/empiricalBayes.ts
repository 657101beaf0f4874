/**
 * Empirical Bayes means of offices: an office of five people tells little, so its mean is drawn towards the common one
 * by as much as it is uncertain. Use them to rank and to pick a "top five"; never present one as the office's own
 * score.
 *
 *     shrunken = μ + λ_j(m_j − μ),  λ_j = τ²/(τ² + σ²/n_j),  conditional sd = √(τ²(1 − λ_j))     (Efron & Morris)
 */
import type { Moments } from './moments.ts';
import { degreesOf, type GroupMean, remlRatio, type WithinGroups, weighted } from './remlRatio.ts';

export interface ShrunkenGroup {
  n: number;
  mean: number;
  /** 0: nothing of the office's own mean is kept; 1: all of it. */
  lambda: number;
  shrunken: number;
  conditionalSd: number;
}

export interface EmpiricalBayes {
  mu: number;
  tau2: number;
  sigma2: number;
  /** τ²/(τ² + σ²); null when both are 0. */
  icc: number | null;
  /** In the order of the groups given; null for a group of nobody. */
  groups: (ShrunkenGroup | null)[];
}

/** A group of people; of one that joins several offices only the common mean need be known. */
export interface PooledMoments extends Moments {
  /** Variance of its true mean as a share of that of one office: 1 when left out, 1/k for k offices of like size. */
  share?: number;
}

/**
 * The restricted likelihood is profiled over τ²/σ² (the fixef + ranef of lme4). A group of several offices has a true mean that varies less;
 * one without a variance tells nothing of the spread inside offices. Null with fewer than two groups or when each group is one person.
 */
export function empiricalBayes(groups: readonly PooledMoments[]): EmpiricalBayes | null {
  const present = groups.flatMap((group): GroupMean[] =>
    group.n > 0 && group.mean !== null ? [{ n: group.n, mean: group.mean, share: group.share ?? 1 }] : [],
  );
  const within = withinOf(groups);
  if (present.length < 2 || within.df === 0) return null;
  if (within.ss === 0) return shrinkWithoutNoise(groups, present);
  const ratio = remlRatio(present, within);
  const { mu, squares } = weighted(present, ratio);
  const sigma2 = (within.ss + squares) / degreesOf(present, within);
  return shrink(groups, { mu, tau2: ratio * sigma2, sigma2 });
}

function withinOf(groups: readonly Moments[]): WithinGroups {
  const spread = groups.flatMap(({ n, variance }) => (n > 1 && variance !== null ? [{ n, variance }] : []));
  return {
    ss: spread.reduce((sum, { n, variance }) => sum + (n - 1) * variance, 0),
    df: spread.reduce((sum, { n }) => sum + n - 1, 0),
  };
}

/** When nobody differs from a colleague, each office's mean is known exactly and none is moved. */
function shrinkWithoutNoise(groups: readonly PooledMoments[], present: readonly GroupMean[]): EmpiricalBayes {
  const equal = present.every((group) => group.mean === present[0]!.mean);
  const mu = equal ? present[0]!.mean : present.reduce((sum, g) => sum + g.mean, 0) / present.length;
  const tau2 = present.reduce((sum, g) => sum + (g.mean - mu) ** 2, 0) / (present.length - 1);
  return shrink(groups, { mu, tau2, sigma2: 0 });
}

function shrink(
  groups: readonly PooledMoments[],
  { mu, tau2, sigma2 }: { mu: number; tau2: number; sigma2: number },
): EmpiricalBayes {
  const total = tau2 + sigma2;
  return {
    mu,
    tau2,
    sigma2,
    icc: total > 0 ? tau2 / total : null,
    groups: groups.map(({ n, mean, share = 1 }) => {
      if (n === 0 || mean === null) return null;
      const between = tau2 * share;
      const lambda = between === 0 ? 0 : between / (between + sigma2 / n);
      const shrunken = mu + lambda * (mean - mu);
      return { n, mean, lambda, shrunken, conditionalSd: Math.sqrt(between * (1 - lambda)) };
    }),
  };
}
