/** General dominance, next to the relative weights of a report: a second method that needs no transformation, for the same people. */
import { covarianceFromProducts } from '../../statistics/covariance.ts';
import { generalDominance } from '../../statistics/generalDominance.ts';
import type { InstrumentReport } from '../published/reportObject.ts';
import { at, type InstrumentIndex } from '../tally/indexes.ts';
import { dimensionScoreProducts } from '../tally/readTally.ts';
import { driverSource } from './driverSource.ts';
import type { WaveStatistics } from './waveStatistics.ts';

const maxPredictors = 12;

/** Shares of the explained variance in the order of the weights; null without drivers or with very many dimensions. */
export function dominanceOf(
  wave: WaveStatistics,
  { drivers }: InstrumentReport,
  instrument: InstrumentIndex,
): number[] | null {
  if (!drivers || drivers.weights.length > maxPredictors) return null;
  const source = driverSource(wave, drivers, instrument);
  const outcome = at(wave.instruments, instrument).dimensions.findIndex(({ id }) => id === drivers.outcome);
  const covariance =
    source && covarianceFromProducts(dimensionScoreProducts(source.tally, wave.layout, instrument));
  return (covariance && generalDominance(covariance, outcome)?.shares) ?? null;
}
