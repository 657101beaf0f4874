/** How well each item fits the rest of its dimension, over the responses that answer all its items. */
import { covarianceFromProducts } from '../../statistics/covariance.ts';
import { alphaIfDeleted, correctedItemTotal } from '../../statistics/itemTotals.ts';
import { at, type DimensionIndex } from '../tally/indexes.ts';
import { completeProducts } from '../tally/readTally.ts';
import type { WaveDisclosure } from './waveDisclosure.ts';
import type { GroupStatistics, WaveStatistics } from './waveStatistics.ts';

export interface ItemQuality {
  id: string;
  /** Correlation with the sum of the other items. */
  itemTotal: number | null;
  alphaIfDeleted: number | null;
}

/** Null where the reliability of the dimension is not shown, and for a single item. */
export function itemQuality(
  wave: WaveStatistics,
  disclosure: WaveDisclosure,
  statistics: GroupStatistics,
  dimension: DimensionIndex,
): ItemQuality[] | null {
  const { layout } = wave;
  const { items } = at(layout.dimensions, dimension);
  if (items.length < 2 || disclosure.decideCompleteCases(statistics, dimension) !== 'detail') return null;
  const covariance = covarianceFromProducts(completeProducts(statistics.tally, layout, dimension));
  if (covariance === null) return null;
  const [totals, alphas] = [correctedItemTotal(covariance), alphaIfDeleted(covariance)];
  return items.map((position, i) => ({
    id: at(layout.questionnaire.items, position).id,
    itemTotal: at(totals, i),
    alphaIfDeleted: at(alphas, i),
  }));
}
