/**
 * Kruskal–Wallis test: whether some groups answer higher than others, by ranks only. Answers on a few points are full
 * of ties, so the tie correction is not optional: without it H is visibly too small.
 *
 *     H₀ = 12/(N(N + 1))·ΣR_j²/n_j − 3(N + 1),   H = H₀/(1 − Σ(t³ − t)/(N³ − N))     (Kruskal & Wallis)
 */
import { requireCount, requireFinite } from './misuse.ts';
import type { Histogram } from './moments.ts';
import { upperChiSquare } from './tails.ts';

export interface KruskalWallis {
  H: number;
  df: number;
  p: number;
}

/** One histogram per group. Null with fewer than two groups, or when all answers are tied. */
export function kruskalWallis(groups: readonly Histogram[]): KruskalWallis | null {
  const counted = groups.map(countByValue).filter((group) => group.n > 0);
  const G = counted.length;
  const N = counted.reduce((sum, group) => sum + group.n, 0);
  const { ranks, ties } = averageRanks(counted.map((group) => group.counts));
  const tieCorrection = 1 - ties / (N ** 3 - N);
  if (G < 2 || N < 3 || ranks.size < 2) return null;
  const centre = (N + 1) / 2;
  const spread = counted.reduce((sum, { counts, n }) => {
    let excess = 0;
    for (const [value, count] of counts) excess += count * (ranks.get(value)! - centre);
    return sum + excess ** 2 / n;
  }, 0);
  const uncorrected = (12 / (N * (N + 1))) * spread;
  const H = uncorrected / tieCorrection;
  return { H, df: G - 1, p: upperChiSquare(H, G - 1) };
}

function countByValue(histogram: Histogram): { counts: Map<number, number>; n: number } {
  const counts = new Map<number, number>();
  let n = 0;
  for (const [value, count] of histogram) {
    requireFinite('value', value);
    requireCount('count', count);
    if (count > 0) counts.set(value, (counts.get(value) ?? 0) + count);
    n += count;
  }
  return { counts, n };
}

/** The average rank of each value over all groups, and Σ(t³ − t) over the ties. */
function averageRanks(groups: readonly Map<number, number>[]) {
  const totals = new Map<number, number>();
  for (const counts of groups) {
    for (const [value, count] of counts) totals.set(value, (totals.get(value) ?? 0) + count);
  }
  const ranks = new Map<number, number>();
  let [below, ties] = [0, 0];
  for (const [value, count] of [...totals].sort((a, b) => a[0] - b[0])) {
    ranks.set(value, below + (count + 1) / 2);
    below += count;
    ties += count ** 3 - count;
  }
  return { ranks, ties };
}
