/**
 * The ratio φ = τ²/σ² of variance between offices to variance within them that restricted maximum likelihood finds
 * (Patterson & Thompson). Mean and σ² are profiled out, so one number is searched: first on a wide grid, because
 * the likelihood of very unequal groups can have two peaks, then by halving the bracket on the sign of the score.
 */

/** A group with people. */
export interface GroupMean {
  n: number;
  mean: number;
  /** The variance of its true mean as a share of that of one office: 1 for an office, 1/k for k offices of like size taken together. */
  share: number;
}

/** What is known of the spread inside groups. */
export interface WithinGroups {
  ss: number;
  df: number;
}

const weightOf = ({ n, share }: GroupMean, ratio: number) => n / (1 + n * ratio * share);

/** Generalised least squares mean and Σ w_j(m_j − μ)² with w_j = n_j/(1 + n_jφ·share_j). */
export function weighted(groups: readonly GroupMean[], ratio: number): { mu: number; squares: number } {
  const weights = groups.map((group) => weightOf(group, ratio));
  const total = weights.reduce((sum, w) => sum + w, 0);
  const first = groups[0]!.mean;
  const mu = first + groups.reduce((sum, g, j) => sum + weights[j]! * (g.mean - first), 0) / total;
  const squares = groups.reduce((sum, g, j) => sum + weights[j]! * (g.mean - mu) ** 2, 0);
  return { mu, squares };
}

/** The estimate, 0 when the groups differ no more than chance makes them. `within.ss` must be positive. */
export function remlRatio(groups: readonly GroupMean[], within: WithinGroups): number {
  const grid = [0, ...Array.from({ length: 81 }, (_, i) => 10 ** (-8 + i / 5))];
  const deviances = grid.map((ratio) => deviance(groups, within, ratio));
  const best = deviances.indexOf(Math.min(...deviances));
  let [low, high] = [grid[Math.max(0, best - 1)]!, grid[Math.min(grid.length - 1, best + 1)]!];
  if (remlScore(groups, within, low) >= 0) return low;
  for (let step = 0; step < 200 && high - low > 1e-16 * high; step += 1) {
    const middle = (low + high) / 2;
    if (remlScore(groups, within, middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Degrees of freedom of σ² once μ is profiled out. */
export const degreesOf = (groups: readonly GroupMean[], { df }: WithinGroups) => df + groups.length - 1;

/** −2 × the profiled restricted log-likelihood, without its constant. */
function deviance(groups: readonly GroupMean[], within: WithinGroups, ratio: number): number {
  const { squares } = weighted(groups, ratio);
  const weights = groups.reduce((sum, group) => sum + weightOf(group, ratio), 0);
  const logs = groups.reduce((sum, { n, share }) => sum + Math.log1p(n * ratio * share), 0);
  return degreesOf(groups, within) * Math.log(within.ss + squares) + logs + Math.log(weights);
}

/** Its derivative by φ: 0 at the estimate, positive at 0 when there is no variance between groups. */
export function remlScore(groups: readonly GroupMean[], within: WithinGroups, ratio: number): number {
  const { mu, squares } = weighted(groups, ratio);
  const weights = groups.map((group) => weightOf(group, ratio));
  const sumOf = (term: (group: GroupMean, w: number) => number) =>
    groups.reduce((sum, group, j) => sum + term(group, weights[j]!), 0);
  const total = sumOf((_, w) => w);
  const first = sumOf(({ share }, w) => share * w);
  const second = sumOf(({ share }, w) => share * w * w);
  const slope = sumOf(({ share, mean }, w) => share * (w * (mean - mu)) ** 2);
  return first - second / total - (degreesOf(groups, within) * slope) / (within.ss + squares);
}
