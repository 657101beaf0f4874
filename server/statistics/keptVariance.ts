/**
 * How much of the variance of a scale's sum a choice of its items keeps: the squared correlation of the chosen items' sum with the sum of
 * all. The chosen items are part of both, so it says how well the short sum stands for the long one, not how well it measures.
 *
 * Made from what reports publish: each item's standard deviation, its correlation with the sum of the rest, and Cronbach's alpha.
 * - The variance of the sum follows from alpha: V = Σs² ÷ (1 − α(k−1)/k).
 * - An item's covariance d with the rest follows from its correlation r, since Var(rest) = V − 2d − s²: d² = r²s²(V − s² − 2d).
 * - Covariances between two items are not published; one common factor that gives the same d stands in their place (d_i = λ_i Σ_{j≠i} λ_j).
 *   Nothing is estimated for a single item, nor for all but one. Items that hang together in two bundles are kept worse than this says.
 *
 * Source of the first two: the definition of alpha (Cronbach 1951) and of the corrected item–total correlation, solved for what is wanted.
 * Example: four items with equal variances 1 and covariances 0.5: two of them keep (2·2.5)² ÷ (3·10) = 5/6.
 */
export interface PublishedItem {
  sd: number;
  /** With the sum of the other items. */
  itemRest: number;
}

export interface KeptVariance {
  /** @param chosen positions of items. Share of 0..1; null where it cannot be estimated. @throws RangeError for an unknown position */
  shareOf(chosen: readonly number[]): number | null;
}

/** Null for less than two items, and where the numbers contradict one another. */
export function keptVariance(items: readonly PublishedItem[], alpha: number): KeptVariance | null {
  const count = items.length;
  if (count < 2 || items.some(({ sd }) => !(sd > 0)) || !(alpha < 1)) return null;
  const sumOfVariances = items.reduce((sum, { sd }) => sum + sd * sd, 0);
  const total = sumOfVariances / (1 - (alpha * (count - 1)) / count);
  const withRest = items.map(({ sd, itemRest }) => covarianceWithRest(sd, itemRest, total));
  const loadings = loadingsOf(withRest);
  if (!(total > 0) || !loadings) return null;
  return {
    shareOf(chosen) {
      const wanted = new Set(chosen);
      if (chosen.some((at) => !items[at])) throw new RangeError('an item that the scale does not have');
      if (wanted.size === 0) return 0;
      if (wanted.size === count) return 1;
      const at = [...wanted];
      const withTotal = at.reduce((sum, i) => sum + withRest[i]! + items[i]!.sd ** 2, 0);
      const share = withTotal ** 2 / (total * varianceOf(at, wanted));
      return Number.isFinite(share) && share >= 0 ? Math.min(1, share) : null;
    },
  };

  function varianceOf(at: readonly number[], wanted: ReadonlySet<number>): number {
    if (at.length === count - 1) {
      const left = items.findIndex((_, i) => !wanted.has(i));
      return total - 2 * withRest[left]! - items[left]!.sd ** 2;
    }
    const own = at.reduce((sum, i) => sum + items[i]!.sd ** 2, 0);
    const loaded = at.reduce((sum, i) => sum + loadings![i]!, 0);
    const squares = at.reduce((sum, i) => sum + loadings![i]! ** 2, 0);
    return own + loaded ** 2 - squares;
  }
}

/** The root with the sign of the correlation. */
function covarianceWithRest(sd: number, itemRest: number, total: number): number {
  const q = itemRest * itemRest * sd * sd;
  const root = Math.sqrt(q * q + q * Math.max(0, total - sd * sd));
  return itemRest < 0 ? -q - root : -q + root;
}

const maxSteps = 500;
const tolerance = 1e-10;

/** Repeats λ_i = d_i ÷ Σ_{j≠i} λ_j until nothing changes; null where it does not settle. */
function loadingsOf(withRest: readonly number[]): number[] | null {
  const sum = withRest.reduce((all, d) => all + d, 0);
  if (!(sum > 0)) return null;
  let loadings = withRest.map((d) => d / Math.sqrt(sum));
  for (let step = 0; step < maxSteps; step += 1) {
    const all = loadings.reduce((total, one) => total + one, 0);
    // Half a step: a whole one swings to and fro where there are two items.
    const next = loadings.map((one, i) => (one + withRest[i]! / (all - one)) / 2);
    if (next.some((one) => !Number.isFinite(one))) return null;
    const moved = Math.max(...next.map((one, i) => Math.abs(one - loadings[i]!)));
    loadings = next;
    if (moved < tolerance * all) return loadings;
  }
  return null;
}

/**
 * The items of each size that keep most; all choices are tried up to twelve items, beyond that one item is added after another.
 * @returns positions in order
 */
export function bestChoice(kept: KeptVariance, count: number, size: number): number[] {
  const all = Array.from({ length: count }, (_, at) => at);
  if (size >= count) return all;
  const scored = (chosen: readonly number[]) => kept.shareOf(chosen) ?? -1;
  if (count <= 12)
    return choicesOf(all, size).reduce((best, one) => (scored(one) > scored(best) + 1e-12 ? one : best));
  let chosen: number[] = [];
  while (chosen.length < size) {
    const open = all.filter((at) => !chosen.includes(at));
    const [first] = open;
    const next = open.reduce(
      (best, at) => (scored([...chosen, at]) > scored([...chosen, best]) ? at : best),
      first!,
    );
    chosen = [...chosen, next].sort((a, b) => a - b);
  }
  return chosen;
}

function choicesOf(from: readonly number[], size: number): number[][] {
  if (size === 0) return [[]];
  return from.flatMap((first, at) => choicesOf(from.slice(at + 1), size - 1).map((rest) => [first, ...rest]));
}
