/**
 * One common factor fitted to a correlation matrix by maximum likelihood: minimises ln|Σ| + tr(RΣ⁻¹) with
 * Σ = λλ' + diag(θ) by Fisher scoring with step halving. Unique variances may go below 0, as in lavaan, as long as Σ stays
 * positive definite; some data then have no minimum at all, and boundedFactor is the way out.
 */
import { CholeskyDecomposition, Matrix as Dense, solve } from 'ml-matrix';
import type { Matrix } from './covariance.ts';

export interface OneFactor {
  loadings: number[];
  uniquenesses: number[];
}

interface State extends OneFactor {
  misfit: number;
  inverse: Dense;
}

const maxSteps = 500;

/** Null when the fit does not settle. The matrix must be positive definite. */
export function fitOneFactor(correlation: Matrix, start = startingFactor(correlation)): OneFactor | null {
  const R = new Dense(correlation.map((row) => [...row]));
  let state = evaluate(R, start);
  for (let step = 0; state !== null && step < maxSteps; step += 1) {
    const gradient = gradientOf(R, state);
    const steepest = Math.max(...gradient.map(Math.abs));
    if (steepest < 1e-11) return pointUp(state);
    const next: State | null = scoringStep(R, state, gradient);
    if (next === null) return steepest < 1e-6 ? pointUp(state) : null;
    if (next.uniquenesses.some((unique) => Math.abs(unique) > 5)) return null;
    state = next;
  }
  return null;
}

/** A first guess from the first principal axis. */
export function startingFactor(correlation: Matrix): OneFactor {
  const loadings = startingLoadings(correlation);
  return { loadings, uniquenesses: loadings.map((loading) => 1 - loading ** 2) };
}

/** The first principal axis by power iteration: a scale pointing the way its items do. */
function startingLoadings(correlation: Matrix): number[] {
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

function evaluate(R: Dense, { loadings, uniquenesses }: OneFactor): State | null {
  const lambda = Dense.columnVector(loadings);
  const sigma = lambda.mmul(lambda.transpose()).add(Dense.diag(uniquenesses));
  const cholesky = new CholeskyDecomposition(sigma);
  if (!cholesky.isPositiveDefinite()) return null;
  const inverse = cholesky.solve(Dense.eye(loadings.length));
  const logDet = cholesky.lowerTriangularMatrix
    .diagonal()
    .reduce((sum, pivot) => sum + 2 * Math.log(pivot), 0);
  const misfit = logDet + R.mmul(inverse).trace();
  return Number.isFinite(misfit) ? { loadings, uniquenesses, misfit, inverse } : null;
}

/** Derivatives of half the misfit: by the loadings, then by the unique variances. */
function gradientOf(R: Dense, { loadings, inverse }: State): number[] {
  const G = Dense.sub(inverse, inverse.mmul(R).mmul(inverse));
  const byLoading = G.mmul(Dense.columnVector(loadings)).to1DArray();
  return [...byLoading, ...G.diagonal().map((g) => g / 2)];
}

function scoringStep(R: Dense, state: State, gradient: number[]): State | null {
  const direction = scoringDirection(state, gradient);
  if (direction === null) return null;
  const k = state.loadings.length;
  for (let length = 1; length > 1e-6; length /= 2) {
    const next = evaluate(R, {
      loadings: state.loadings.map((loading, i) => loading - length * direction[i]!),
      uniquenesses: state.uniquenesses.map((unique, i) => unique - length * direction[k + i]!),
    });
    if (next !== null && next.misfit < state.misfit) return next;
  }
  return null;
}

/** The gradient divided by the expected information. */
function scoringDirection({ loadings, inverse: W }: State, gradient: number[]): number[] | null {
  const k = loadings.length;
  const w = W.mmul(Dense.columnVector(loadings)).to1DArray();
  const size = loadings.reduce((sum, loading, i) => sum + loading * w[i]!, 0);
  const information = Dense.zeros(2 * k, 2 * k);
  for (let a = 0; a < k; a += 1) {
    for (let b = 0; b < k; b += 1) {
      const wab = W.get(a, b);
      information.set(a, b, wab * size + w[a]! * w[b]!);
      information.set(a, k + b, wab * w[b]!);
      information.set(k + b, a, wab * w[b]!);
      information.set(k + a, k + b, wab ** 2 / 2);
    }
  }
  try {
    const direction = solve(information, Dense.columnVector(gradient)).to1DArray();
    return direction.every(Number.isFinite) ? direction : null;
  } catch {
    return null;
  }
}

function pointUp({ loadings, uniquenesses }: OneFactor): OneFactor {
  const sign = loadings.reduce((sum, loading) => sum + loading, 0) < 0 ? -1 : 1;
  return { loadings: loadings.map((loading) => sign * loading), uniquenesses };
}
