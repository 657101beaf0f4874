/**
 * Welch's analysis of variance: whether the groups' means differ when their spreads do (stats::oneway.test). Offices
 * differ in size and spread, so this is the test to trust when it disagrees with the ordinary F.
 *
 *     w_j = n_j/s_j²,  Λ = Σ(1 − w_j/W)²/(n_j − 1)/(G² − 1),
 *     F = [Σw(m − m̃)²/(G − 1)] / [1 + 2(G − 2)Λ],  df2 = 1/(3Λ)                                (Welch)
 */
import type { Moments } from './moments.ts';
import { upperF } from './tails.ts';

export interface WelchAnova {
  F: number;
  df1: number;
  df2: number;
  p: number;
  /** Groups with fewer than two members, which the test cannot use. */
  dropped: number;
}

/** Null when fewer than two groups of two or more remain, or one of them has no variance. */
export function welchAnova(groups: readonly Moments[]): WelchAnova | null {
  const usable = groups.filter((group) => group.n >= 2);
  const G = usable.length;
  if (G < 2 || usable.some((group) => !group.variance)) return null;
  const weights = usable.map((group) => group.n / group.variance!);
  const W = weights.reduce((sum, w) => sum + w, 0);
  const centre = usable.reduce((sum, group, j) => sum + weights[j]! * group.mean!, 0) / W;
  const between = usable.reduce((sum, group, j) => sum + weights[j]! * (group.mean! - centre) ** 2, 0);
  const lambda =
    usable.reduce((sum, group, j) => sum + (1 - weights[j]! / W) ** 2 / (group.n - 1), 0) / (G * G - 1);
  const F = between / (G - 1) / (1 + 2 * (G - 2) * lambda);
  const df2 = 1 / (3 * lambda);
  return { F, df1: G - 1, df2, p: upperF(F, G - 1, df2), dropped: groups.length - G };
}
