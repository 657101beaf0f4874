/**
 * Measures that are one number under two names: the dimension of an instrument that has only one equals its index, the item of a dimension
 * that has only one equals the dimension. What is hidden under one name must not be shown under the other.
 */
import type { Decision } from '../../disclosure/decisions.ts';
import { at, indexesOf, type ListBy, type MeasureIndex, mapBy } from '../tally/indexes.ts';
import type { Measure } from '../tally/readTally.ts';
import type { WaveStatistics } from './waveStatistics.ts';

/** For each measure all that equal it, itself among them. */
export function equalMeasures({ layout, measures }: WaveStatistics): ListBy<MeasureIndex, MeasureIndex[]> {
  const nameOf = (measure: Measure): string => {
    if (measure.kind === 'index') return `index ${measure.instrument}`;
    const { instrument, items } = at(layout.dimensions, measure.dimension);
    const isWhole = at(layout.instruments, instrument).dimensions.length === 1;
    if (measure.kind === 'item' && items.length > 1) return `item ${measure.position}`;
    return isWhole ? `index ${instrument}` : `dimension ${measure.dimension}`;
  };
  const names = mapBy(measures, nameOf);
  return mapBy(names, (name) => indexesOf(measures).filter((m) => at(names, m) === name));
}

const strictness = { detail: 0, rounded: 1, bounded: 2, complementary: 3 } as const;

/** The strictest decision on equal measures. What has too few persons under its own name (an item needs more) says nothing of the others. */
export function strictestOf(own: Decision, others: readonly Decision[]): Decision {
  if (!(own in strictness)) return own;
  const rank = (decision: Decision) => strictness[decision as keyof typeof strictness] ?? -1;
  return others.reduce((strictest, one) => (rank(one) > rank(strictest) ? one : strictest), own);
}
