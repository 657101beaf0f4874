/**
 * Empirical Bayes means of offices: an office of five people tells little, so its mean is drawn towards the common one
 * by as much as it is uncertain. Use them to rank and to pick a "top five"; never present one as the office's own
 * score.
 *
 *     shrunken = μ + λ_j(m_j − μ),  λ_j = τ²/(τ² + σ²/n_j),  conditional sd = √(τ²(1 − λ_j))     (Efron & Morris)
 */
import type { Moments } from './moments.ts';
import { oneWay } from './oneWay.ts';
import { remlRatio, weighted } from './remlRatio.ts';

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

/**
 * The restricted likelihood is profiled over τ²/σ² (the fixef + ranef of lme4). Null with fewer than two groups or when
 * each group is one person.
 */
export function empiricalBayes(groups: readonly Moments[]): EmpiricalBayes | null {
  const anova = oneWay(groups);
  if (anova === null) return null;
  const present = groups.filter((group) => group.n > 0);
  if (anova.msWithin === 0) return shrinkWithoutNoise(groups, present);
  const ratio = remlRatio(present, anova.ssWithin);
  const { mu, squares } = weighted(present, ratio);
  const sigma2 = (anova.ssWithin + squares) / (anova.n - 1);
  return shrink(groups, { mu, tau2: ratio * sigma2, sigma2 });
}

/** When nobody differs from a colleague, each office's mean is known exactly and none is moved. */
function shrinkWithoutNoise(groups: readonly Moments[], present: readonly Moments[]): EmpiricalBayes {
  const equal = present.every((group) => group.mean === present[0]!.mean);
  const mu = equal ? present[0]!.mean! : present.reduce((sum, g) => sum + g.mean!, 0) / present.length;
  const tau2 = present.reduce((sum, g) => sum + (g.mean! - mu) ** 2, 0) / (present.length - 1);
  return shrink(groups, { mu, tau2, sigma2: 0 });
}

function shrink(
  groups: readonly Moments[],
  { mu, tau2, sigma2 }: { mu: number; tau2: number; sigma2: number },
): EmpiricalBayes {
  const total = tau2 + sigma2;
  return {
    mu,
    tau2,
    sigma2,
    icc: total > 0 ? tau2 / total : null,
    groups: groups.map(({ n, mean }) => {
      if (n === 0 || mean === null) return null;
      const lambda = tau2 === 0 ? 0 : tau2 / (tau2 + sigma2 / n);
      const shrunken = mu + lambda * (mean - mu);
      return { n, mean, lambda, shrunken, conditionalSd: Math.sqrt(tau2 * (1 - lambda)) };
    }),
  };
}
