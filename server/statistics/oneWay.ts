/**
 * One-way analysis of variance from the moments of the groups: how much of the spread of answers lies between offices.
 * With thousands of respondents F is nearly always significant; eta², omega² and the ICC say whether it matters.
 *
 *     SSB = Σn_j(m_j − ȳ)²,  SSW = Σ(n_j − 1)s_j²,  F = [SSB/(G − 1)]/[SSW/(N − G)]
 *                                                       (Fisher; omega² Hays)
 */
import type { Moments } from './moments.ts';
import { upperF } from './tails.ts';

export interface OneWay {
  n: number;
  groups: number;
  grandMean: number;
  ssBetween: number;
  ssWithin: number;
  dfBetween: number;
  dfWithin: number;
  msBetween: number;
  msWithin: number;
  /** Null when nobody within a group differs from anybody (F would be infinite). */
  F: number | null;
  p: number | null;
  /** SSB/SST; flatters small samples. Null when all answers are equal. */
  eta2: number | null;
  /** (SSB − (G − 1)MSW)/(SST + MSW); not truncated, may be below 0. */
  omega2: number | null;
}

/**
 * Null with fewer than two groups, or when every group is a single person. Empty groups are left out, groups of
 * one count.
 */
export function oneWay(groups: readonly Moments[]): OneWay | null {
  const present = groups.filter((group) => group.n > 0);
  const n = present.reduce((sum, group) => sum + group.n, 0);
  const [dfBetween, dfWithin] = [present.length - 1, n - present.length];
  if (dfBetween < 1 || dfWithin < 1) return null;
  const { grandMean, ssBetween, ssWithin } = sumsOfSquares(present, n);
  const [msBetween, msWithin] = [ssBetween / dfBetween, ssWithin / dfWithin];
  const F = msWithin > 0 ? msBetween / msWithin : null;
  const total = ssBetween + ssWithin;
  return {
    n,
    groups: present.length,
    grandMean,
    ssBetween,
    ssWithin,
    dfBetween,
    dfWithin,
    msBetween,
    msWithin,
    F,
    p: F === null ? null : upperF(F, dfBetween, dfWithin),
    eta2: total > 0 ? ssBetween / total : null,
    omega2: total > 0 ? (ssBetween - dfBetween * msWithin) / (total + msWithin) : null,
  };
}

function sumsOfSquares(groups: readonly Moments[], n: number) {
  const equal = groups.every((group) => group.mean === groups[0]!.mean);
  const grandMean = equal ? groups[0]!.mean! : groups.reduce((sum, g) => sum + g.n * g.mean!, 0) / n;
  const ssBetween = groups.reduce((sum, g) => sum + g.n * (g.mean! - grandMean) ** 2, 0);
  const ssWithin = groups.reduce((sum, g) => sum + (g.n - 1) * (g.variance ?? 0), 0);
  return { grandMean, ssBetween, ssWithin };
}
