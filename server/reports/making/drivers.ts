/**
 * What goes with the outcome dimension: relative weights of the others on the scores of people who have them all. A group too
 * small for that takes those of its parent, and says whose they are.
 */
import { covarianceFromProducts } from '../../statistics/covariance.ts';
import { relativeWeights } from '../../statistics/relativeWeights.ts';
import type { Drivers } from '../published/reportObject.ts';
import { dimensionScoreProducts } from '../tally/readTally.ts';
import type { WaveDisclosure } from './waveDisclosure.ts';
import type { GroupStatistics, WaveStatistics } from './waveStatistics.ts';

const minPeoplePerPredictor = 20;

/**
 * The weights of an instrument for a group, or of the nearest group above that has enough people whose dimensions may all be shown
 * in detail. At the top fewer people serve where the weights can be estimated; null otherwise, or without an outcome.
 */
export function driversOf(
  wave: WaveStatistics,
  disclosure: WaveDisclosure,
  start: GroupStatistics,
  instrument: number,
): Drivers | null {
  if (wave.instruments[instrument]!.outcome === undefined) return null;
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
  instrument: number,
): boolean {
  const dimensions = new Set(wave.layout.instruments[instrument]!.dimensions);
  return wave.measures.every(
    (measure, m) =>
      measure.kind !== 'dimension' ||
      !dimensions.has(measure.dimension) ||
      disclosure.decideMeasure(statistics, m) === 'detail',
  );
}

function weightsOf(
  wave: WaveStatistics,
  { group, tally }: GroupStatistics,
  position: number,
): Drivers | null {
  const instrument = wave.instruments[position]!;
  const products = dimensionScoreProducts(tally, wave.layout, position);
  const covariance = covarianceFromProducts(products);
  const outcome = instrument.dimensions.findIndex(({ id }) => id === instrument.outcome);
  const predictors = instrument.dimensions.filter((_, d) => d !== outcome);
  const least = Math.max(wave.wave.minimumDetail, predictors.length + 2);
  if (covariance === null || outcome < 0 || products.n < least) return null;
  const found = relativeWeights(covariance, outcome);
  if (found === null || found.shares === null) return null;
  const { shares } = found;
  return {
    outcome: instrument.dimensions[outcome]!.id,
    r2: found.r2,
    n: products.n,
    from: group.code,
    weights: predictors.map(({ id }, i) => ({
      dimension: id,
      weight: found.weights[i]!,
      share: shares[i]!,
    })),
  };
}
