/** General dominance, next to the relative weights of a report: a second method that needs no transformation, for the same people. */
import { covarianceFromProducts } from '../../statistics/covariance.ts';
import { generalDominance } from '../../statistics/generalDominance.ts';
import { groupId } from '../personGroups.ts';
import type { InstrumentReport } from '../published/reportObject.ts';
import { scopes } from '../scope.ts';
import { at, type InstrumentIndex } from '../tally/indexes.ts';
import { dimensionScoreProducts } from '../tally/readTally.ts';
import type { WaveStatistics } from './waveStatistics.ts';

const maxPredictors = 12;

/** Shares of the explained variance in the order of the weights; null without drivers or with very many dimensions. */
export function dominanceOf(
  wave: WaveStatistics,
  { drivers }: InstrumentReport,
  instrument: InstrumentIndex,
): number[] | null {
  if (!drivers || drivers.weights.length > maxPredictors) return null;
  const source = sourceOf(wave, drivers.from, drivers.n, instrument);
  const outcome = at(wave.instruments, instrument).dimensions.findIndex(({ id }) => id === drivers.outcome);
  const covariance = source && covarianceFromProducts(source);
  return (covariance && generalDominance(covariance, outcome)?.shares) ?? null;
}

/** The scope of office `from` that the weights were estimated in: the one with n complete cases. */
function sourceOf(wave: WaveStatistics, from: string, n: number, instrument: InstrumentIndex) {
  for (const scope of scopes) {
    const statistics = wave.byId.get(groupId(scope, from));
    const products = statistics && dimensionScoreProducts(statistics.tally, wave.layout, instrument);
    if (products && products.n === n) return products;
  }
  return null;
}
