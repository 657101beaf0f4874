/**
 * Whether a report may advise from its drivers, and about which dimensions. Some dimension always has the largest share of what is
 * explained, even of noise: so the whole model is tested first, must explain enough, and both sides must be measured reliably.
 */
import { benjaminiHochberg } from '../../statistics/adjustP.ts';
import { covarianceFromProducts, type Matrix } from '../../statistics/covariance.ts';
import { cronbachAlpha } from '../../statistics/cronbachAlpha.ts';
import { type Direction, directionsOf, shareIntervals } from '../../statistics/driverEvidence.ts';
import { modelTest } from '../../statistics/modelTest.ts';
import type { Drivers, InstrumentReport } from '../published/reportObject.ts';
import { significance } from '../published/verdicts.ts';
import { at, type DimensionIndex, type InstrumentIndex } from '../tally/indexes.ts';
import { completeProducts, dimensionScoreProducts } from '../tally/readTally.ts';
import { driverSource } from './driverSource.ts';
import type { WaveDisclosure } from './waveDisclosure.ts';
import type { GroupStatistics, WaveStatistics } from './waveStatistics.ts';

/** Adjusted R² from which on a model explains enough to act on, and alpha from which on a dimension is measured well enough. */
export const minExplained = 0.1;
export const minReliability = 0.7;

export interface DriverAdvice {
  /** Why nothing is advised: chance alone explains as much; too little is explained; the outcome is measured too unreliably. */
  reason: 'chance' | 'little' | 'unreliable' | null;
  pAdjusted: number;
  /** In the order of the weights. */
  dimensions: {
    direction: Direction;
    isReliable: boolean;
    /** Rounded to whole per cent; null where nothing is advised. */
    shareCi95: [number, number] | null;
    /** Goes with the outcome more closely than the others do on average, beyond chance, in the right direction, and reliably measured. */
    leads: boolean;
  }[];
}

interface Model {
  drivers: Drivers;
  index: InstrumentIndex;
  source: GroupStatistics;
}

/** Advice for the instruments of one report, in their order; null without drivers. */
type Adviser = (instruments: readonly InstrumentReport[]) => (DriverAdvice | null)[];

/** The tests of one report's models are one family. Many reports take their drivers from one office above, so intervals are kept. */
export function driverAdviser(wave: WaveStatistics, disclosure: WaveDisclosure): Adviser {
  const drawn = new Map<string, ReturnType<typeof shareIntervals>>();
  const sharesOf = ({ source, index, drivers }: Model, covariance: Matrix, outcome: number) => {
    const key = `${source.group.id} ${index}`;
    const found = drawn.get(key);
    if (found !== undefined) return found;
    const shares = shareIntervals(covariance, outcome, drivers.n);
    drawn.set(key, shares);
    return shares;
  };
  return (instruments) => {
    const models = instruments.map(({ drivers }, place): Model | null => {
      const index = place as InstrumentIndex;
      const source = drivers && driverSource(wave, drivers, index);
      return drivers && source ? { drivers, index, source } : null;
    });
    const tests = models.map((model) => model && testOf(model.drivers));
    const adjusted = benjaminiHochberg(tests.map((test) => test?.p ?? null));
    return models.map((model, place) => {
      const test = tests[place];
      if (!model || !test) return null;
      const pAdjusted = adjusted[place] ?? 1;
      const isReliable = (id: string) => alphaIn(wave, disclosure, model.source, id) >= minReliability;
      const reason = reasonAgainst(pAdjusted, test.adjustedR2, isReliable(model.drivers.outcome));
      return { reason, pAdjusted, dimensions: dimensionsOf(wave, model, { isReliable, reason, sharesOf }) };
    });
  };
}

const testOf = ({ r2, n, weights }: Drivers) => modelTest(Math.min(1, Math.max(0, r2)), n, weights.length);

interface Judging {
  isReliable(dimension: string): boolean;
  reason: DriverAdvice['reason'];
  sharesOf(model: Model, covariance: Matrix, outcome: number): [number, number][] | null;
}

function dimensionsOf(
  wave: WaveStatistics,
  model: Model,
  { isReliable, reason, sharesOf }: Judging,
): DriverAdvice['dimensions'] {
  const { source, index, drivers } = model;
  const covariance = covarianceFromProducts(dimensionScoreProducts(source.tally, wave.layout, index));
  const outcome = at(wave.instruments, index).dimensions.findIndex(({ id }) => id === drivers.outcome);
  const directions = covariance && directionsOf(covariance, outcome, drivers.n);
  const shares = covariance && reason === null ? sharesOf(model, covariance, outcome) : null;
  return drivers.weights.map(({ dimension }, i) => {
    const direction = directions?.[i] ?? 'mixed';
    const share = shares?.[i] ?? null;
    const known = isReliable(dimension);
    return {
      direction,
      isReliable: known,
      shareCi95: share && [round(share[0]), round(share[1])],
      leads: direction === 'with' && known && share !== null && share[0] > 1 / drivers.weights.length,
    };
  });
}

const round = (share: number) => Math.round(100 * share) / 100;

function reasonAgainst(p: number, explained: number, outcomeIsReliable: boolean): DriverAdvice['reason'] {
  if (p >= significance) return 'chance';
  if (explained < minExplained) return 'little';
  return outcomeIsReliable ? null : 'unreliable';
}

/** Below every threshold where it is not known: a single item, or too few complete answers to show it. */
function alphaIn(
  wave: WaveStatistics,
  disclosure: WaveDisclosure,
  source: GroupStatistics,
  id: string,
): number {
  const dimension = wave.layout.dimensions.findIndex((one) => one.id === id) as DimensionIndex;
  if (disclosure.decideCompleteCases(source, dimension) !== 'detail') return Number.NEGATIVE_INFINITY;
  const covariance = covarianceFromProducts(completeProducts(source.tally, wave.layout, dimension));
  return (covariance && cronbachAlpha(covariance)) ?? Number.NEGATIVE_INFINITY;
}
