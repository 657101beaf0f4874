/**
 * McDonald's omega from one factor fitted to the correlations by unweighted least squares (Harman & Jones; psych's
 * "minres"): the standardised figure beside alpha. Items are weighed as if all had the same spread; for plain mean
 * scores use omegaMl.
 */
import type { Matrix } from './covariance.ts';
import { requireSquare } from './misuse.ts';

export interface OmegaUls {
  /** (Σλ)²/[(Σλ)² + Σ(1 − λ²)], the model's own total variance below the line. */
  omega: number;
  /** [ΣR − Σ(1 − λ²)]/ΣR, the observed total variance below the line (psych::omega). */
  omegaObserved: number;
  loadings: number[];
  /** A communality above 1: the solution is improper, do not interpret the loadings. */
  heywood: boolean;
}

/**
 * Null for fewer than three items, which do not identify a factor, and where the fit runs away. Each step sets one
 * loading to its least-squares value given the others, so the misfit only falls.
 */
export function omegaUls(correlation: Matrix): OmegaUls | null {
  requireSquare('correlation', correlation);
  if (correlation.length < 3) return null;
  const loadings = startingLoadings(correlation);
  for (let step = 0; step < 20_000; step += 1) {
    const change = improve(loadings, correlation);
    if (!Number.isFinite(change) || change > 1e6) return null;
    if (change < 1e-14) break;
  }
  return summarise(loadings, correlation);
}

/** The first principal axis by power iteration: a scale pointing the way its items do. */
export function startingLoadings(correlation: Matrix): number[] {
  let axis = correlation.map((row) => row.reduce((sum, r) => sum + r, 0));
  if (axis.every((value) => Math.abs(value) < 1e-9)) axis = correlation.map((_, i) => i + 1);
  let size = 0;
  for (let step = 0; step < 100; step += 1) {
    const next = correlation.map((row) => row.reduce((sum, r, j) => sum + r * axis[j]!, 0));
    size = Math.hypot(...next) || 1;
    axis = next.map((value) => value / size);
  }
  const sign = axis.reduce((sum, value) => sum + value, 0) < 0 ? -1 : 1;
  return axis.map((value) => sign * Math.max(-0.95, Math.min(0.95, value * Math.sqrt(size))));
}

function improve(loadings: number[], correlation: Matrix): number {
  let change = 0;
  for (const [i, row] of correlation.entries()) {
    let [cross, squares] = [0, 0];
    for (const [j, loading] of loadings.entries()) {
      if (j === i) continue;
      cross += row[j]! * loading;
      squares += loading ** 2;
    }
    const next = squares > 1e-300 ? cross / squares : 0;
    change = Math.max(change, Math.abs(next - loadings[i]!));
    loadings[i] = next;
  }
  return change;
}

function summarise(loadings: number[], correlation: Matrix): OmegaUls | null {
  const common = loadings.reduce((sum, loading) => sum + loading, 0) ** 2;
  const unique = loadings.reduce((sum, loading) => sum + 1 - loading ** 2, 0);
  const observed = correlation.flat().reduce((sum, r) => sum + r, 0);
  if (common + unique <= 0 || observed <= 0) return null;
  return {
    omega: common / (common + unique),
    omegaObserved: (observed - unique) / observed,
    loadings,
    heywood: loadings.some((loading) => loading ** 2 > 1),
  };
}
