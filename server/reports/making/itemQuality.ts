/**
 * How well each item fits the rest of its dimension, over the responses that answer all its items. Both coefficients of one item together
 * give its variance, so they are told of items whose answers are shown anyway.
 */
import { covarianceFromProducts } from '../../statistics/covariance.ts';
import { alphaIfDeleted, correctedItemTotal } from '../../statistics/itemTotals.ts';
import { at, type DimensionIndex, type ItemPosition, indexesOf } from '../tally/indexes.ts';
import { completeProducts } from '../tally/readTally.ts';
import type { WaveDisclosure } from './waveDisclosure.ts';
import type { GroupStatistics, WaveStatistics } from './waveStatistics.ts';

export interface ItemQuality {
  id: string;
  /** Correlation with the sum of the other items. */
  itemTotal: number | null;
  alphaIfDeleted: number | null;
}

/** Null where the reliability of the dimension is not shown, and for a single item; items whose answers are not shown are left out. */
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
  const isShown = (position: ItemPosition) =>
    indexesOf(wave.measures).some((m) => {
      const measure = at(wave.measures, m);
      const isOfItem = measure.kind === 'item' && measure.position === position;
      return isOfItem && disclosure.decideMeasure(statistics, m) === 'detail';
    });
  return items.flatMap((position, i) =>
    isShown(position)
      ? [
          {
            id: at(layout.questionnaire.items, position).id,
            itemTotal: at(totals, i),
            alphaIfDeleted: at(alphas, i),
          },
        ]
      : [],
  );
}
