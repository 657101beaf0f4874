/**
 * What explains the outcome dimension: relative weights of the other dimensions, over the people who have a score on all of them. A group
 * that is too small for that uses the weights of its parent and names it.
 */
import { covarianceFromProducts } from '../../statistics/covariance.ts';
import { relativeWeights } from '../../statistics/relativeWeights.ts';
import type { Drivers } from '../published/reportObject.ts';
import { at, type InstrumentIndex, indexesOf } from '../tally/indexes.ts';
import { dimensionScoreProducts } from '../tally/readTally.ts';
import type { WaveDisclosure } from './waveDisclosure.ts';
import type { GroupStatistics, WaveStatistics } from './waveStatistics.ts';

const minPeoplePerPredictor = 20;

/**
 * The weights of an instrument for a group, or of the nearest group above that has enough people whose dimensions may all be shown
 * in detail. At the top fewer people suffice if the weights can be estimated; null otherwise, or without an outcome.
 */
export function driversOf(
  wave: WaveStatistics,
  disclosure: WaveDisclosure,
  start: GroupStatistics,
  instrument: InstrumentIndex,
): Drivers | null {
  if (at(wave.instruments, instrument).outcome === undefined) return null;
  let last: Drivers | null = null;
  for (const statistics of upFrom(wave, start)) {
    if (!isOpen(wave, disclosure, statistics, instrument)) continue;
    const found = weightsOf(wave, statistics, instrument);
    if (found) last = found;
    if (found && found.n >= minPeoplePerPredictor * found.weights.length) return found;
  }
  return last;
}

function* upFrom(wave: WaveStatistics, start: GroupStatistics): Generator<GroupStatistics> {
  let at: GroupStatistics | undefined = start;
  const seen = new Set<string>();
  while (at && !seen.has(at.group.id)) {
    seen.add(at.group.id);
    if (at.group.units.length > 0) yield at;
    const above: string | null = at.group.parent;
    at = wave.byId.get(above ?? wave.wholeId);
  }
}

function isOpen(
  wave: WaveStatistics,
  disclosure: WaveDisclosure,
  statistics: GroupStatistics,
  instrument: InstrumentIndex,
): boolean {
  const dimensions = new Set(at(wave.layout.instruments, instrument).dimensions);
  return indexesOf(wave.measures).every((m) => {
    const measure = at(wave.measures, m);
    return (
      measure.kind !== 'dimension' ||
      !dimensions.has(measure.dimension) ||
      disclosure.decideMeasure(statistics, m) === 'detail'
    );
  });
}

function weightsOf(
  wave: WaveStatistics,
  { group, tally }: GroupStatistics,
  index: InstrumentIndex,
): Drivers | null {
  const instrument = at(wave.instruments, index);
  const products = dimensionScoreProducts(tally, wave.layout, index);
  const covariance = covarianceFromProducts(products);
  const outcome = instrument.dimensions.findIndex(({ id }) => id === instrument.outcome);
  const predictors = instrument.dimensions.filter((_, d) => d !== outcome);
  const minN = Math.max(wave.wave.minimumDetail, predictors.length + 2);
  if (covariance === null || outcome < 0 || products.n < minN) return null;
  const found = relativeWeights(covariance, outcome);
  if (found === null || found.shares === null) return null;
  const { shares } = found;
  return {
    outcome: at(instrument.dimensions, outcome).id,
    r2: found.r2,
    n: products.n,
    from: group.code,
    weights: predictors.map(({ id }, i) => ({
      dimension: id,
      weight: at(found.weights, i),
      share: at(shares, i),
    })),
  };
}
