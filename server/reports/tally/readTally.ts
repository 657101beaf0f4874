/**
 * What the statistics take, read out of a tally: histograms of scores (0..100), counts of answers, sums and cross products. A
 * «measure» is anything that has a score: an instrument's index, a dimension, an item.
 */
import { favourableClass } from '../../instruments/scoring.ts';
import type { Matrix, Products } from '../../statistics/covariance.ts';
import { type Moments, momentsOfHistogram } from '../../statistics/moments.ts';
import { splitIndexKey, type Tally } from './tally.ts';
import type { TallyLayout } from './tallyLayout.ts';
import { trianglePlace, triangleSize } from './triangle.ts';

export type Measure =
  | { kind: 'index'; instrument: number }
  | { kind: 'dimension'; dimension: number }
  | { kind: 'item'; position: number; dimension: number };

/**
 * Sums pair by pair: `n[i][j]` sheets have both i and j, `sums[i][j]` is the sum of i over those sheets, `products[i][j]`
 * the sum of i·j over them.
 */
export interface PairwiseProducts {
  n: Matrix;
  sums: Matrix;
  products: Matrix;
}

export type ClassCounts = { favourable: number; neutral: number; unfavourable: number };

/** Every measure of a wave: instrument by instrument its index, its dimensions, their items. */
export function measuresOf(layout: TallyLayout): Measure[] {
  return layout.instruments.flatMap(({ dimensions }, instrument) => [
    { kind: 'index' as const, instrument },
    ...dimensions.flatMap((dimension) => [
      { kind: 'dimension' as const, dimension },
      ...layout.dimensions[dimension]!.items.map((position) => ({
        kind: 'item' as const,
        position,
        dimension,
      })),
    ]),
  ]);
}

/** Counts of the points 1 … k of an item as answered. */
export function countsAsAnswered(tally: Tally, layout: TallyLayout, position: number): number[] {
  const start = layout.items[position]!;
  return [...tally.cells.slice(start, start + layout.questionnaire.items[position]!.points)];
}

/** How many said that an item does not apply to them. */
export function notApplicableCount(tally: Tally, layout: TallyLayout, position: number): number {
  return tally.cells[layout.items[position]! + layout.questionnaire.items[position]!.points]!;
}

/** Counts of the points 1 … k of an item after recoding. */
function recodedCounts(tally: Tally, layout: TallyLayout, position: number): number[] {
  const counts = countsAsAnswered(tally, layout, position);
  return layout.questionnaire.items[position]!.reverse ? counts.reverse() : counts;
}

/** Persons by score of 0..100, always in one order: the last digit of a sum must not tell in which the answers came. */
export function histogramOf(tally: Tally, layout: TallyLayout, measure: Measure): [number, number][] {
  if (measure.kind === 'item') {
    const counts = recodedCounts(tally, layout, measure.position);
    return counts.map((count, value) => [(100 * value) / (counts.length - 1), count]);
  }
  if (measure.kind === 'dimension') {
    const { histogram } = layout.dimensions[measure.dimension]!;
    return dimensionHistogram(tally.cells, layout, measure.dimension, histogram);
  }
  const { dimensions, denominator, points } = layout.instruments[measure.instrument]!;
  const rising = [...tally.indexes[measure.instrument]!].sort(([a], [b]) => a - b);
  return rising.map(([key, count]) => {
    const { sum, scored } = splitIndexKey(key, dimensions.length);
    return [(100 * sum) / (scored * denominator * (points - 1)), count];
  });
}

/** Persons by score, of a dimension histogram that begins at `start` (that of all, or of one option). */
export function dimensionHistogram(
  cells: Float64Array,
  layout: TallyLayout,
  dimension: number,
  start: number,
): [number, number][] {
  const { items, points, minAnswered: least } = layout.dimensions[dimension]!;
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
function positionsOf(layout: TallyLayout, measure: Measure): number[] {
  if (measure.kind === 'item') return [measure.position];
  if (measure.kind === 'dimension') return layout.dimensions[measure.dimension]!.items;
  const { dimensions } = layout.instruments[measure.instrument]!;
  return dimensions.flatMap((dimension) => layout.dimensions[dimension]!.items);
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

/** Of the answers that could have been given, how many were neither given nor declared not applicable (0..1); null without responses. */
export function missingShare(tally: Tally, layout: TallyLayout): number | null {
  const possible = tally.cells[layout.responses]! * layout.items.length;
  if (possible === 0) return null;
  const given = layout.items.reduce(
    (sum, _, position) =>
      sum +
      notApplicableCount(tally, layout, position) +
      countsAsAnswered(tally, layout, position).reduce((total, count) => total + count, 0),
    0,
  );
  return (possible - given) / possible;
}

function productsAt(cells: Float64Array, start: number, k: number): Products {
  const products = Array.from({ length: k }, (_, i) =>
    Array.from(
      { length: k },
      (_, j) => cells[start + 1 + k + trianglePlace(Math.min(i, j), Math.max(i, j), k)]!,
    ),
  );
  return { n: cells[start]!, sums: [...cells.slice(start + 1, start + 1 + k)], products };
}

/** Sums and products of recoded answers (from 0) on sheets that answer every item of the dimension. */
export function completeProducts(tally: Tally, layout: TallyLayout, dimension: number): Products {
  const { complete, items } = layout.dimensions[dimension]!;
  return productsAt(tally.cells, complete, items.length);
}

/** The same pair by pair, on sheets that answer both items. */
export function pairwiseProducts(tally: Tally, layout: TallyLayout, dimension: number): PairwiseProducts {
  const { pairs, items } = layout.dimensions[dimension]!;
  const k = items.length;
  const square = (start: number) =>
    Array.from({ length: k }, (_, i) =>
      Array.from(
        { length: k },
        (_, j) => tally.cells[start + trianglePlace(Math.min(i, j), Math.max(i, j), k)]!,
      ),
    );
  const sums = Array.from({ length: k }, (_, i) => [
    ...tally.cells.slice(pairs + triangleSize(k) + i * k, pairs + triangleSize(k) + (i + 1) * k),
  ]);
  return { n: square(pairs), sums, products: square(pairs + triangleSize(k) + k * k) };
}

/** Sums and products of the dimension scores of an instrument (in its own unit), on sheets that have them all. */
export function dimensionScoreProducts(tally: Tally, layout: TallyLayout, instrument: number): Products {
  const { scoreProducts: across, dimensions } = layout.instruments[instrument]!;
  return productsAt(tally.cells, across, dimensions.length);
}
