/** Counts what a response says over all dimensions of an instrument: its index, and the products of its dimension scores for the drivers. */
import { countProducts } from './countDimension.ts';
import { type DimensionAnswers, scoreInUnits } from './dimensionAnswers.ts';
import type { DimensionIndex, ListBy } from './indexes.ts';
import { indexKey } from './tally.ts';
import type { InstrumentLayout } from './tallyLayout.ts';

/** The index of one response: `sum` in units of the instrument's denominator over `scored` dimensions. */
export interface ResponseIndex {
  sum: number;
  scored: number;
}

/** Counts only responses with a score on every dimension, because the products of all dimensions need the same people. */
export function countScoreProducts(
  { dimensions, scoreProducts: across, productDenominator }: InstrumentLayout,
  cells: Float64Array,
  answers: ListBy<DimensionIndex, DimensionAnswers>,
): void {
  const values: number[] = [];
  for (const d of dimensions) {
    const part = answers[d]!;
    if (part.answered < part.layout.minAnswered) return;
    values.push(scoreInUnits(part, productDenominator));
  }
  countProducts(cells, across, values);
}

/** Counts the index of a response; null when fewer than half of the dimensions have a score. */
export function countIndex(
  { dimensions, denominator }: InstrumentLayout,
  index: Map<number, number>,
  answers: ListBy<DimensionIndex, DimensionAnswers>,
): ResponseIndex | null {
  let [sum, scored] = [0, 0];
  for (const d of dimensions) {
    const part = answers[d]!;
    if (part.answered < part.layout.minAnswered) continue;
    sum += scoreInUnits(part, denominator);
    scored += 1;
  }
  if (scored === 0 || 2 * scored < dimensions.length) return null;
  const key = indexKey(sum, scored, dimensions.length);
  index.set(key, (index.get(key) ?? 0) + 1);
  return { sum, scored };
}
