/** How well a dimension measures in a group: reliability and agreement, both over the responses that answer all its items. */
import { covarianceFromProducts } from '../../statistics/covariance.ts';
import { cronbachAlpha, feldtInterval } from '../../statistics/cronbachAlpha.ts';
import { type FactorFit, factorFit } from '../../statistics/factorFit.ts';
import { minimumSizes } from '../../statistics/minimumSizes.ts';
import { rwgj } from '../../statistics/rwg.ts';
import type { Reliability } from '../published/reportObject.ts';
import { at, type DimensionIndex } from '../tally/indexes.ts';
import { completeProducts } from '../tally/readTally.ts';
import type { Tally } from '../tally/tally.ts';
import type { TallyLayout } from '../tally/tallyLayout.ts';
import { roundedFit } from './comparison/questionsAlike.ts';
import { oneFactorOf } from './oneFactorOf.ts';

export interface DimensionQuality {
  /** null for a dimension of one item, which has no reliability of this kind. */
  reliability: Reliability | null;
  agreement: { rwg: number | null } | null;
}

export function dimensionQuality(
  tally: Tally,
  layout: TallyLayout,
  dimension: DimensionIndex,
): DimensionQuality {
  const { items, points } = at(layout.dimensions, dimension);
  const products = completeProducts(tally, layout, dimension);
  const covariance = covarianceFromProducts(products);
  const rwg =
    covariance &&
    rwgj({ itemVariances: covariance.map((row, i) => at(row, i)), points, nullVariance: 'uniform' });
  const alpha = covariance && cronbachAlpha(covariance);
  const reliability = {
    alpha,
    alphaCi95: feldtInterval(alpha, products.n, items.length),
    omega: properFactor(tally, layout, dimension)?.omega ?? null,
    n: products.n,
  };
  return { reliability: items.length > 1 ? reliability : null, agreement: rwg === null ? null : { rwg } };
}

/**
 * How well one factor fits; null under as many complete answers as reliability needs, for fewer than three items, and where the fit is
 * improper. Only for a group whose reliability is shown.
 */
export function dimensionFit(tally: Tally, layout: TallyLayout, dimension: DimensionIndex): FactorFit | null {
  const products = completeProducts(tally, layout, dimension);
  const factor = products.n < minimumSizes.reliability ? null : properFactor(tally, layout, dimension);
  const covariance = factor && covarianceFromProducts(products);
  const fit = factor && covariance && factorFit(covariance, products.n, factor);
  return fit && roundedFit(fit);
}

/** An improper solution, with a unique variance at or below its bound, is no estimate of anything: it can give .79 beside an alpha of .03. */
function properFactor(tally: Tally, layout: TallyLayout, dimension: DimensionIndex) {
  const found = oneFactorOf(tally, layout, dimension);
  return found && !found.heywood ? found : null;
}

/** Variances (n − 1) of the items over the responses that answer all of them; null with fewer than two. */
export function itemVariances(tally: Tally, layout: TallyLayout, dimension: DimensionIndex): number[] | null {
  const covariance = covarianceFromProducts(completeProducts(tally, layout, dimension));
  return covariance?.map((row, i) => at(row, i)) ?? null;
}
