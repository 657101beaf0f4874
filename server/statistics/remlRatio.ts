/**
 * The ratio φ = τ²/σ² of variance between offices to variance within them that restricted maximum likelihood finds
 * (Patterson & Thompson). Mean and σ² are profiled out, so one number is searched: first on a wide grid, because
 * the likelihood of very unequal groups can have two peaks, then by halving the bracket on the sign of the score.
 */
import type { Moments } from './moments.ts';

/** Generalised least squares mean and Σ w_j(m_j − μ)² with w_j = n_j/(1 + n_jφ). */
export function weighted(groups: readonly Moments[], ratio: number): { mu: number; squares: number } {
  const weights = groups.map((group) => group.n / (1 + group.n * ratio));
  const total = weights.reduce((sum, w) => sum + w, 0);
  const first = groups[0]!.mean!;
  const mu = first + groups.reduce((sum, g, j) => sum + weights[j]! * (g.mean! - first), 0) / total;
  const squares = groups.reduce((sum, g, j) => sum + weights[j]! * (g.mean! - mu) ** 2, 0);
  return { mu, squares };
}

/** The estimate, 0 when the groups differ no more than chance makes them. `ssWithin` must be positive. */
export function remlRatio(groups: readonly Moments[], ssWithin: number): number {
  const grid = [0, ...Array.from({ length: 81 }, (_, i) => 10 ** (-8 + i / 5))];
  const deviances = grid.map((ratio) => deviance(groups, ssWithin, ratio));
  const best = deviances.indexOf(Math.min(...deviances));
  let [low, high] = [grid[Math.max(0, best - 1)]!, grid[Math.min(grid.length - 1, best + 1)]!];
  if (remlScore(groups, ssWithin, low) >= 0) return low;
  for (let step = 0; step < 200 && high - low > 1e-16 * high; step += 1) {
    const middle = (low + high) / 2;
    if (remlScore(groups, ssWithin, middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** −2 × the profiled restricted log-likelihood, without its constant. */
function deviance(groups: readonly Moments[], ssWithin: number, ratio: number): number {
  const { squares } = weighted(groups, ratio);
  const n = groups.reduce((sum, group) => sum + group.n, 0);
  const weights = groups.reduce((sum, group) => sum + group.n / (1 + group.n * ratio), 0);
  const logs = groups.reduce((sum, group) => sum + Math.log1p(group.n * ratio), 0);
  return (n - 1) * Math.log(ssWithin + squares) + logs + Math.log(weights);
}

/** Its derivative by φ: 0 at the estimate, positive at 0 when there is no variance between groups. */
export function remlScore(groups: readonly Moments[], ssWithin: number, ratio: number): number {
  const { mu, squares } = weighted(groups, ratio);
  const weights = groups.map((group) => group.n / (1 + group.n * ratio));
  const n = groups.reduce((sum, group) => sum + group.n, 0);
  const sum1 = weights.reduce((sum, w) => sum + w, 0);
  const sum2 = weights.reduce((sum, w) => sum + w * w, 0);
  const slope = groups.reduce((sum, g, j) => sum + (weights[j]! * (g.mean! - mu)) ** 2, 0);
  return sum1 - sum2 / sum1 - ((n - 1) * slope) / (ssWithin + squares);
}
