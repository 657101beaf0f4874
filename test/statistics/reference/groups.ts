/** Statistics of groups of scores (ANOVA, tests against the rest, empirical Bayes …), in the shape of the reference. */
import { benjaminiHochberg } from '../../../server/statistics/adjustP.ts';
import { empiricalBayes } from '../../../server/statistics/empiricalBayes.ts';
import { hedgesG } from '../../../server/statistics/hedgesG.ts';
import { icc } from '../../../server/statistics/icc.ts';
import { kruskalWallis } from '../../../server/statistics/kruskalWallis.ts';
import { meanInterval } from '../../../server/statistics/meanInterval.ts';
import { type Moments, momentsOf } from '../../../server/statistics/moments.ts';
import { remlScore } from '../../../server/statistics/remlRatio.ts';
import { welchAnova } from '../../../server/statistics/welchAnova.ts';
import { welchTest } from '../../../server/statistics/welchTest.ts';
import type { Branch, Tree } from './tree.ts';

/** Names of groups with the scores of each. */
export type Groups = Map<string, number[]>;

export const sdOf = ({ variance }: Moments): number | null =>
  variance === null ? null : Math.sqrt(variance);

const momentsEach = (groups: Groups): Moments[] => [...groups.values()].map(momentsOf);

export function anovaTree(groups: Groups): Branch | null {
  const result = icc(momentsEach(groups));
  if (result === null) return null;
  const { anova, icc1, icc2, n0 } = result;
  return {
    n_total: anova.n,
    n_groups: anova.groups,
    grand_mean: anova.grandMean,
    ss_between: anova.ssBetween,
    ss_within: anova.ssWithin,
    df_between: anova.dfBetween,
    df_within: anova.dfWithin,
    ms_between: anova.msBetween,
    ms_within: anova.msWithin,
    ...{ F: anova.F, p: anova.p, eta2: anova.eta2, omega2: anova.omega2 },
    ...{ k_n0: n0, icc1, icc1_k_n0: icc1, icc2, icc2_mean_of_group_reliabilities_n0: icc2 },
  };
}

export function kruskalTree(groups: number[][]): Branch | null {
  const result = kruskalWallis(groups.map((values) => values.map((value) => [value, 1] as const)));
  return result && { ...result };
}

export function welchTree(groups: Groups): Branch {
  const names = [...groups.keys()];
  const dropped = names.filter((name) => groups.get(name)!.length < 2);
  const test = welchAnova(momentsEach(groups));
  const { F, df1, df2, p } = test ?? { F: null, df1: null, df2: null, p: null };
  return { F, df1, df2, p, groups_dropped: dropped };
}

/** The record of one comparison of two independent groups, a minus b. */
export function comparisonTree(a: Moments, b: Moments): Branch | null {
  const [test, effect] = [welchTest(a, b), hedgesG(a, b)];
  if (test === null || effect === null) return null;
  const { t, df, p, se } = test;
  return {
    ...{ n1: a.n, n2: b.n, mean1: a.mean, mean2: b.mean, sd1: sdOf(a), sd2: sdOf(b) },
    ...{ diff: test.difference, se, t, df, p, diff_ci95: test.ci95 },
    ...{ sd_pooled: effect.sdPooled, d: effect.d, g_exact_J: effect.g, J_exact: effect.J },
  };
}

/** Adds p_bh over the family of comparisons. */
export function adjusted(comparisons: (Branch | null)[]): (Branch | null)[] {
  const ps = comparisons.map((comparison) => (comparison?.p ?? null) as number | null);
  const bh = benjaminiHochberg(ps);
  return comparisons.map((comparison, i) => comparison && { ...comparison, p_bh: bh[i]! });
}

export function versusRestTree(groups: Groups, names: string[]): Tree[] {
  const comparisons = names.map((name) => {
    const rest = [...groups].flatMap(([other, scores]) => (other === name ? [] : scores));
    return comparisonTree(momentsOf(groups.get(name)!), momentsOf(rest));
  });
  return adjusted(comparisons).map((comparison, i) => comparison && { group: names[i]!, ...comparison });
}

export function groupTree(name: string, scores: number[]): Branch {
  const moments = momentsOf(scores);
  const interval = meanInterval({ ...moments, sd: sdOf(moments) });
  return {
    group: name,
    n: moments.n,
    mean: moments.mean,
    sd: sdOf(moments),
    mean_ci95_t: interval?.ci95 ?? null,
  };
}

export function empiricalBayesTree(groups: Groups, names: string[]): Branch {
  const moments = names.map((name) => momentsOf(groups.get(name)!));
  const reml = empiricalBayes(moments)!;
  const ssWithin = moments.reduce((sum, { n, variance }) => sum + (n - 1) * (variance ?? 0), 0);
  const df = moments.reduce((sum, { n }) => sum + n - 1, 0);
  const means = moments.flatMap(({ n, mean }) => (mean === null ? [] : [{ n, mean, share: 1 }]));
  const score = remlScore(means, { ss: ssWithin, df }, reml.tau2 / reml.sigma2);
  return {
    reml: { mu: reml.mu, tau2: reml.tau2, sigma2: reml.sigma2, icc: reml.icc, score_at_solution: score },
    groups: names.map((group, i) => {
      const { n, mean, lambda, shrunken, conditionalSd } = reml.groups[i]!;
      return {
        ...{ group, n, raw_mean: mean, reml_shrinkage: lambda, reml_eb_mean: shrunken },
        reml_conditional_sd: conditionalSd,
      };
    }),
  };
}
