/** Statistics of groups of scores (ANOVA, tests against the rest, empirical Bayes …), in the shape of the reference. */
import { benjaminiHochberg, holm } from '../../../server/statistics/adjustP.ts';
import { effectInterval } from '../../../server/statistics/effectInterval.ts';
import { empiricalBayes, momentTau2 } from '../../../server/statistics/empiricalBayes.ts';
import { hedgesG } from '../../../server/statistics/hedgesG.ts';
import { icc, stepUp } from '../../../server/statistics/icc.ts';
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
  const { anova, icc1, icc1MeanSize, kMean, n0 } = result;
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
    ...{ F: anova.F, p: anova.p, eta2: anova.eta2, omega2: anova.omega2, epsilon2: anova.epsilon2 },
    ...{ k_mean: kMean, k_n0: n0, k_harmonic: result.kHarmonic },
    icc1: icc1,
    icc1_k_mean: icc1MeanSize,
    icc1_k_n0: icc1,
    icc1_k_n0_ci95_F_approx: result.icc1Ci95,
    icc2: result.icc2,
    icc2_msb: result.icc2Msb,
    icc2_msb_ci95_F: result.icc2MsbCi95,
    icc2_sb_from_icc1mean_kmean: stepUp(icc1MeanSize!, kMean),
    icc2_sb_from_icc1n0_kmean: stepUp(icc1, kMean),
    icc2_sb_from_icc1n0_kn0: stepUp(icc1, n0),
    icc2_mean_of_group_reliabilities_n0: result.icc2,
    design_effect_n0: result.designEffect,
  };
}

export function kruskalTree(groups: number[][]): Branch | null {
  const result = kruskalWallis(groups.map((values) => values.map((value) => [value, 1] as const)));
  if (result === null) return null;
  const { H, df, p } = result;
  return {
    ...{ H, df, p, H_uncorrected: result.uncorrected, tie_correction: result.tieCorrection },
    ...{ epsilon2_rank: result.epsilon2, eta2_H: result.eta2 },
  };
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
  const interval = effectInterval(effect.d, a.n, b.n)!;
  const { t, df, p, se } = test;
  return {
    ...{ n1: a.n, n2: b.n, mean1: a.mean, mean2: b.mean, sd1: sdOf(a), sd2: sdOf(b) },
    ...{ diff: test.difference, se, t, df, p, diff_ci95: test.ci95 },
    ...{ sd_pooled: effect.sdPooled, d: effect.d },
    d_ci95_nct: interval.noncentral,
    d_ci95_normal: interval.normal,
    ...{
      g_exact_J: effect.g,
      g_approx_J: effect.gApproximate,
      J_exact: effect.J,
      J_approx: effect.JApproximate,
    },
    g_ci95_nct: interval.noncentral.map((bound) => bound * effect.J),
    d_average_sd: effect.dAverageSd,
  };
}

/** Adds p_bh and p_holm over the family of comparisons. */
export function adjusted(comparisons: (Branch | null)[]): (Branch | null)[] {
  const ps = comparisons.map((comparison) => (comparison?.p ?? null) as number | null);
  const [bh, held] = [benjaminiHochberg(ps), holm(ps)];
  return comparisons.map((comparison, i) => comparison && { ...comparison, p_bh: bh[i]!, p_holm: held[i]! });
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
  const [reml, mom] = [empiricalBayes(moments)!, empiricalBayes(moments, 'moments')!];
  const all = [...groups.values()].flat();
  const grand = all.reduce((sum, score) => sum + score, 0) / all.length;
  const ssWithin = moments.reduce((sum, { n, variance }) => sum + (n - 1) * (variance ?? 0), 0);
  const score = remlScore(moments, ssWithin, reml.tau2 / reml.sigma2);
  return {
    reml: { mu: reml.mu, tau2: reml.tau2, sigma2: reml.sigma2, icc: reml.icc, score_at_solution: score },
    mom: {
      tau2_untruncated: momentTau2(moments),
      tau2: mom.tau2,
      sigma2: mom.sigma2,
      mu_gls: mom.mu,
      mu_grand_respondent_mean: grand,
      mu_unweighted_mean_of_group_means: moments.reduce((sum, { mean }) => sum + mean!, 0) / moments.length,
    },
    groups: names.map((group, i) => {
      const [r, m] = [reml.groups[i]!, mom.groups[i]!];
      return {
        ...{ group, n: r.n, raw_mean: r.mean, reml_shrinkage: r.lambda, reml_eb_mean: r.shrunken },
        ...{ reml_conditional_sd: r.conditionalSd, mom_shrinkage: m.lambda, mom_eb_mean_gls_mu: m.shrunken },
        mom_eb_mean_grand_mu: grand + m.lambda * (m.mean - grand),
      };
    }),
  };
}
