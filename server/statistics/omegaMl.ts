/**
 * McDonald's omega from one factor fitted by maximum likelihood to the raw covariances (as lavaan::cfa): the
 * reliability of a plain mean score that, unlike alpha, does not suppose that all items measure equally well.
 *
 *     Σ = ΛΛ' + Θ (Θ diagonal),   ω = (ΣΛ)²/[(ΣΛ)² + Σθ]            (McDonald 1999; Hayes & Coutts 2020)
 */
import { CholeskyDecomposition, Matrix as Dense } from 'ml-matrix';
import { boundedFactor, minUniqueness } from './boundedFactor.ts';
import { correlationFromCovariance, type Matrix } from './covariance.ts';
import { fitOneFactor, type OneFactor } from './oneFactor.ts';

export interface OmegaMl {
  omega: number;
  /** In the units of the items. */
  loadings: number[];
  uniquenesses: number[];
  /** A unique variance at or below its bound, 0: the model does not fit these items properly, show omega with care. */
  heywood: boolean;
}

/** How far a matrix may be from singular for its likelihood to make sense: the smallest squared Cholesky pivot. */
const smallestPivot = 1e-10;

/**
 * Omega of an item covariance matrix. Null for fewer than three items, an item without variance, or a singular
 * matrix (fewer persons than items, or two items that always agree), where the likelihood is not defined.
 *
 * The fit is made on correlations, which only rescales it, and brought back to raw units. Where the free fit does not
 * settle or leaves 0..1, it is tried again from the fit with unique variances kept above 0, which else stands.
 */
export function omegaMl(covariance: Matrix): OmegaMl | null {
  if (covariance.length < 3) return null;
  const correlation = correlationFromCovariance(covariance);
  if (correlation === null || isSingular(correlation)) return null;
  const first = properly(fitOneFactor(correlation), covariance);
  if (first !== null) return first;
  const bounded = boundedFactor(correlation);
  if (bounded === null) return null;
  const second = properly(fitOneFactor(correlation, bounded), covariance);
  return second ?? inRawUnits(bounded, covariance, minUniqueness);
}

function properly(free: OneFactor | null, covariance: Matrix): OmegaMl | null {
  const result = free && inRawUnits(free, covariance, 0);
  return result !== null && result.omega >= 0 && result.omega <= 1 ? result : null;
}

function isSingular(correlation: Matrix): boolean {
  const cholesky = new CholeskyDecomposition(new Dense(correlation.map((row) => [...row])));
  if (!cholesky.isPositiveDefinite()) return true;
  return cholesky.lowerTriangularMatrix.diagonal().some((pivot) => pivot ** 2 < smallestPivot);
}

function inRawUnits(fit: OneFactor, covariance: Matrix, bound: number): OmegaMl {
  const loadings = fit.loadings.map((loading, i) => loading * Math.sqrt(covariance[i]![i]!));
  const uniquenesses = fit.uniquenesses.map((unique, i) => unique * covariance[i]![i]!);
  const common = loadings.reduce((sum, loading) => sum + loading, 0) ** 2;
  const total = common + uniquenesses.reduce((sum, unique) => sum + unique, 0);
  const heywood = fit.uniquenesses.some((unique) => unique <= bound + 1e-6);
  return { omega: common / total, loadings, uniquenesses, heywood };
}
