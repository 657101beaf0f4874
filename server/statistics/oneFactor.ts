/**
 * One common factor fitted to a correlation matrix by maximum likelihood: minimises ln|Σ| + tr(RΣ⁻¹) with
 * Σ = λλ' + diag(θ). Fisher scoring with step halving; unique variances may go below 0 (as in lavaan) as long as Σ stays
 * positive definite. Where scoring cannot move, EM steps, which always lower the misfit, take over.
 */
import { CholeskyDecomposition, Matrix as Dense, solve } from 'ml-matrix';
import type { Matrix } from './covariance.ts';
import { startingLoadings } from './omegaUls.ts';

export interface OneFactor {
  loadings: number[];
  uniquenesses: number[];
}

interface State extends OneFactor {
  misfit: number;
  inverse: Dense;
}

/** Null when the matrix is not positive definite or the fit does not settle. */
export function fitOneFactor(correlation: Matrix): OneFactor | null {
  const R = new Dense(correlation.map((row) => [...row]));
  if (!isWellConditioned(R)) return null;
  const loadings = startingLoadings(correlation);
  let state = evaluate(R, { loadings, uniquenesses: loadings.map((loading) => 1 - loading ** 2) });
  for (let step = 0; state !== null && step < 500; step += 1) {
    const gradient = gradientOf(R, state);
    if (Math.max(...gradient.map(Math.abs)) < 1e-11) break;
    const next: State | null = scoringStep(R, state, gradient) ?? emStep(R, state);
    if (next === null || next.misfit >= state.misfit) break;
    state = next;
  }
  return state && pointUp(state);
}

function isWellConditioned(R: Dense): boolean {
  const cholesky = new CholeskyDecomposition(R);
  if (!cholesky.isPositiveDefinite()) return false;
  return cholesky.lowerTriangularMatrix.diagonal().every((pivot) => pivot ** 2 > 1e-10);
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

/** One step of Rubin & Thayer's (1982) EM algorithm, from unique variances kept above 0. */
function emStep(R: Dense, state: State): State | null {
  const beta = state.inverse.mmul(Dense.columnVector(state.loadings));
  const shared = R.mmul(beta).to1DArray();
  const b = beta.to1DArray();
  const factorVariance =
    1 -
    b.reduce((sum, value, i) => sum + value * state.loadings[i]!, 0) +
    b.reduce((sum, v, i) => sum + v * shared[i]!, 0);
  if (factorVariance <= 0) return null;
  const loadings = shared.map((value) => value / factorVariance);
  return evaluate(R, { loadings, uniquenesses: loadings.map((l, i) => Math.max(1e-8, 1 - l * shared[i]!)) });
}

function pointUp({ loadings, uniquenesses }: OneFactor): OneFactor {
  const sign = loadings.reduce((sum, loading) => sum + loading, 0) < 0 ? -1 : 1;
  return { loadings: loadings.map((loading) => sign * loading), uniquenesses };
}
