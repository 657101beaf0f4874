/** The one-factor fit of a dimension in a group, which omega and the fit of the model both need; computed once for each tally. */
import { covarianceFromProducts } from '../../statistics/covariance.ts';
import { type OmegaMl, omegaMl } from '../../statistics/omegaMl.ts';
import type { DimensionIndex } from '../tally/indexes.ts';
import { completeProducts } from '../tally/readTally.ts';
import type { Tally } from '../tally/tally.ts';
import type { TallyLayout } from '../tally/tallyLayout.ts';

const known = new WeakMap<Tally, Map<DimensionIndex, OmegaMl | null>>();

export function oneFactorOf(tally: Tally, layout: TallyLayout, dimension: DimensionIndex): OmegaMl | null {
  const ofTally = known.get(tally) ?? new Map<DimensionIndex, OmegaMl | null>();
  known.set(tally, ofTally);
  const found = ofTally.get(dimension);
  if (found !== undefined) return found;
  const covariance = covarianceFromProducts(completeProducts(tally, layout, dimension));
  const fitted = covariance && omegaMl(covariance);
  ofTally.set(dimension, fitted);
  return fitted;
}
