/**
 * One common factor by maximum likelihood with unique variances kept at .005 or more (the bound of factanal and psych), for
 * data in which the free fit runs away: few persons, items that hardly correlate. Rubin & Thayer's EM algorithm:
 * slow, but every step lowers the misfit, so it cannot fail.
 */
import type { Matrix } from './covariance.ts';
import { type OneFactor, startingFactor } from './oneFactor.ts';

/** Lower bound of a unique variance, as a part of the item's variance. */
export const minUniqueness = 0.005;
const maxSteps = 5000;

/** Fits a positive definite correlation matrix; null only when no factor is left at all. */
export function boundedFactor(correlation: Matrix): OneFactor | null {
  let { loadings, uniquenesses } = startingFactor(correlation);
  for (let step = 0; step < maxSteps; step += 1) {
    const { shared, variance } = expectation(correlation, loadings, uniquenesses);
    const next = shared.map((value) => value / variance);
    const change = Math.max(...next.map((loading, i) => Math.abs(loading - loadings[i]!)));
    if (!Number.isFinite(change)) return null;
    loadings = next;
    uniquenesses = loadings.map((loading, i) => Math.max(minUniqueness, 1 - loading * shared[i]!));
    if (change < 1e-10) break;
  }
  return { loadings, uniquenesses };
}

/** Expected covariances of the items with the factor, and the factor's expected variance, given the present fit. */
function expectation(correlation: Matrix, loadings: readonly number[], uniquenesses: readonly number[]) {
  const precision = loadings.map((loading, i) => loading / uniquenesses[i]!);
  const information = 1 + precision.reduce((sum, value, i) => sum + value * loadings[i]!, 0);
  const beta = precision.map((value) => value / information);
  const shared = correlation.map((row) => row.reduce((sum, r, j) => sum + r * beta[j]!, 0));
  const variance = 1 / information + beta.reduce((sum, value, i) => sum + value * shared[i]!, 0);
  return { shared, variance };
}
