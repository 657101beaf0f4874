/**
 * McDonald's omega from one factor fitted by maximum likelihood to the raw covariances (as lavaan::cfa): the
 * reliability of a plain mean score that, unlike alpha, does not suppose that all items measure equally well.
 *
 *     Σ = ΛΛ' + Θ (Θ diagonal),   ω = (ΣΛ)²/[(ΣΛ)² + Σθ]            (McDonald 1999; Hayes & Coutts 2020)
 */
import { correlationFromCovariance, type Matrix } from './covariance.ts';
import { fitOneFactor } from './oneFactor.ts';

export interface OmegaMl {
  omega: number;
  /** In the units of the items. */
  loadings: number[];
  uniquenesses: number[];
  /** A unique variance at or below 0: the model does not fit these items properly, show omega with care. */
  heywood: boolean;
}

/**
 * Omega of an item covariance matrix. Null for fewer than three items, an item without variance, or a singular
 * matrix (fewer persons than items, or two items that always agree), where the likelihood is not defined.
 *
 * The fit is made on correlations, which only rescales it, and brought back to raw units.
 */
export function omegaMl(covariance: Matrix): OmegaMl | null {
  if (covariance.length < 3) return null;
  const correlation = correlationFromCovariance(covariance);
  if (correlation === null) return null;
  const fit = fitOneFactor(correlation);
  if (fit === null) return null;
  const loadings = fit.loadings.map((loading, i) => loading * Math.sqrt(covariance[i]![i]!));
  const uniquenesses = fit.uniquenesses.map((unique, i) => unique * covariance[i]![i]!);
  const common = loadings.reduce((sum, loading) => sum + loading, 0) ** 2;
  const total = common + uniquenesses.reduce((sum, unique) => sum + unique, 0);
  if (total <= 0) return null;
  return { omega: common / total, loadings, uniquenesses, heywood: uniquenesses.some((u) => u <= 1e-6) };
}
