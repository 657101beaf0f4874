/**
 * Reads out of a tally what the statistics need: histograms of scores (0..100), counts of answers, sums and cross products. A
 * “measure” is anything that has a score: an instrument's index, a dimension, an item.
 */
import { favourableClass } from '../../instruments/scoring.ts';
import type { Matrix, Products } from '../../statistics/covariance.ts';
import { type Moments, momentsOfHistogram } from '../../statistics/moments.ts';
import { cellAt } from './cells.ts';
import {
  at,
  type DimensionIndex,
  type InstrumentIndex,
  type ItemPosition,
  indexesOf,
  type ListBy,
  type MeasureIndex,
} from './indexes.ts';
import { splitIndexKey, type Tally } from './tally.ts';
import type { TallyLayout } from './tallyLayout.ts';
import { trianglePlace, triangleSize } from './triangle.ts';

export type Measure =
  | { kind: 'index'; instrument: InstrumentIndex }
  | { kind: 'dimension'; dimension: DimensionIndex }
  | { kind: 'item'; position: ItemPosition; dimension: DimensionIndex };

/**
 * Sums pair by pair: `n[i][j]` responses have both i and j, `sums[i][j]` is the sum of i over those responses, `products[i][j]`
 * the sum of i·j over them.
 */
export interface PairwiseProducts {
  n: Matrix;
  sums: Matrix;
  products: Matrix;
}

export type ClassCounts = { favourable: number; neutral: number; unfavourable: number };

/** Every measure of a wave: instrument by instrument its index, its dimensions, their items. */
export function measuresOf(layout: TallyLayout): ListBy<MeasureIndex, Measure> {
  return indexesOf(layout.instruments).flatMap((instrument) => [
    { kind: 'index' as const, instrument },
    ...at(layout.instruments, instrument).dimensions.flatMap((dimension) => [
      { kind: 'dimension' as const, dimension },
      ...at(layout.dimensions, dimension).items.map((position) => ({
        kind: 'item' as const,
        position,
        dimension,
      })),
    ]),
  ]);
}

/** Counts of the points 1 … k of an item as answered. */
export function countsAsAnswered(tally: Tally, layout: TallyLayout, position: ItemPosition): number[] {
  const start = at(layout.items, position);
  return [...tally.cells.slice(start, start + at(layout.questionnaire.items, position).points)];
}

/** How many said that an item does not apply to them. */
export function notApplicableCount(tally: Tally, layout: TallyLayout, position: ItemPosition): number {
  return cellAt(tally.cells, at(layout.items, position) + at(layout.questionnaire.items, position).points);
}

/** Counts of the points 1 … k of an item after recoding. */
function recodedCounts(tally: Tally, layout: TallyLayout, position: ItemPosition): number[] {
  const counts = countsAsAnswered(tally, layout, position);
  return at(layout.questionnaire.items, position).reverse ? counts.reverse() : counts;
}

/** Persons by score of 0..100, always in one order, so that the last digit of a sum does not reveal the order in which answers arrived. */
export function histogramOf(tally: Tally, layout: TallyLayout, measure: Measure): [number, number][] {
  if (measure.kind === 'item') {
    const counts = recodedCounts(tally, layout, measure.position);
    return counts.map((count, value) => [(100 * value) / (counts.length - 1), count]);
  }
  if (measure.kind === 'dimension') {
    const { histogram } = at(layout.dimensions, measure.dimension);
    return dimensionHistogram(tally.cells, layout, measure.dimension, histogram);
  }
  return indexHistogram(at(tally.indexes, measure.instrument), layout, measure.instrument);
}

/** Persons by score, of a distribution of the index. */
export function indexHistogram(
  distribution: ReadonlyMap<number, number>,
  layout: TallyLayout,
  instrument: InstrumentIndex,
): [number, number][] {
  const { dimensions, denominator, points } = at(layout.instruments, instrument);
  const rising = [...distribution].sort(([a], [b]) => a - b);
  return rising.map(([key, count]) => {
    const { sum, scored } = splitIndexKey(key, dimensions.length);
    return [(100 * sum) / (scored * denominator * (points - 1)), count];
  });
}

/** Persons by score, of a dimension histogram that begins at `start` (that of all, or of one option). */
export function dimensionHistogram(
  cells: Float64Array,
  layout: TallyLayout,
  dimension: DimensionIndex,
  start: number,
): [number, number][] {
  const { items, points, minAnswered: least } = at(layout.dimensions, dimension);
  const width = items.length * (points - 1) + 1;
  const histogram: [number, number][] = [];
  for (let answered = least; answered <= items.length; answered += 1) {
    const row = start + (answered - 1) * width;
    for (let sum = 0; sum <= answered * (points - 1); sum += 1) {
      const count = cells[row + sum]!;
      if (count > 0) histogram.push([(100 * sum) / (answered * (points - 1)), count]);
    }
  }
  return histogram;
}

/** n, mean and variance of a measure's scores, 0..100. */
export function momentsIn(tally: Tally, layout: TallyLayout, measure: Measure): Moments {
  return momentsOfHistogram(histogramOf(tally, layout, measure));
}

/** Positions of the items that a measure pools. */
function positionsOf(layout: TallyLayout, measure: Measure): readonly ItemPosition[] {
  if (measure.kind === 'item') return [measure.position];
  if (measure.kind === 'dimension') return at(layout.dimensions, measure.dimension).items;
  const { dimensions } = at(layout.instruments, measure.instrument);
  return dimensions.flatMap((dimension) => at(layout.dimensions, dimension).items);
}

/** Favourable, neutral and unfavourable answers, pooled over all valid answers to the measure's items. */
export function classCountsOf(tally: Tally, layout: TallyLayout, measure: Measure): ClassCounts {
  const total = { favourable: 0, neutral: 0, unfavourable: 0 };
  for (const position of positionsOf(layout, measure)) {
    const counts = recodedCounts(tally, layout, position);
    for (const [value, count] of counts.entries()) total[favourableClass(value + 1, counts.length)] += count;
  }
  return total;
}

/** Share (0..1) of the possible answers that were neither given nor declared not applicable; null without responses. */
export function missingShare(tally: Tally, layout: TallyLayout): number | null {
  const possible = cellAt(tally.cells, layout.responses) * layout.items.length;
  if (possible === 0) return null;
  const given = indexesOf(layout.items).reduce(
    (sum, position) =>
      sum +
      notApplicableCount(tally, layout, position) +
      countsAsAnswered(tally, layout, position).reduce((total, count) => total + count, 0),
    0,
  );
  return (possible - given) / possible;
}

function productsAt(cells: Float64Array, start: number, k: number): Products {
  const products = Array.from({ length: k }, (_, i) =>
    Array.from({ length: k }, (_, j) =>
      cellAt(cells, start + 1 + k + trianglePlace(Math.min(i, j), Math.max(i, j), k)),
    ),
  );
  return { n: cellAt(cells, start), sums: [...cells.slice(start + 1, start + 1 + k)], products };
}

/** Sums and products of recoded answers (from 0), over responses that answer every item of the dimension. */
export function completeProducts(tally: Tally, layout: TallyLayout, dimension: DimensionIndex): Products {
  const { complete, items } = at(layout.dimensions, dimension);
  return productsAt(tally.cells, complete, items.length);
}

/** The same pair by pair, over responses that answer both items. */
export function pairwiseProducts(
  tally: Tally,
  layout: TallyLayout,
  dimension: DimensionIndex,
): PairwiseProducts {
  const { pairs, items } = at(layout.dimensions, dimension);
  const k = items.length;
  const square = (start: number) =>
    Array.from({ length: k }, (_, i) =>
      Array.from({ length: k }, (_, j) =>
        cellAt(tally.cells, start + trianglePlace(Math.min(i, j), Math.max(i, j), k)),
      ),
    );
  const sums = Array.from({ length: k }, (_, i) => [
    ...tally.cells.slice(pairs + triangleSize(k) + i * k, pairs + triangleSize(k) + (i + 1) * k),
  ]);
  return { n: square(pairs), sums, products: square(pairs + triangleSize(k) + k * k) };
}

/** Sums and products of the dimension scores of an instrument (in its own unit), over responses that have them all. */
export function dimensionScoreProducts(
  tally: Tally,
  layout: TallyLayout,
  instrument: InstrumentIndex,
): Products {
  const { scoreProducts: across, dimensions } = at(layout.instruments, instrument);
  return productsAt(tally.cells, across, dimensions.length);
}
