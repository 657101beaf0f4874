/** What a sheet says over all dimensions of an instrument: its index, and the products of its dimension scores for the drivers. */
import { countProducts } from './countDimension.ts';
import { type DimensionAnswers, scoreInUnits } from './dimensionAnswers.ts';
import { indexKey } from './tally.ts';
import type { InstrumentLayout, TallyLayout } from './tallyLayout.ts';

/** A sheet's index: `sum` in units of the instrument's denominator over `scored` dimensions. */
export interface ResponseIndex {
  sum: number;
  scored: number;
}

/** Only sheets with a score on every dimension count: what is said of them together needs the same people everywhere. */
export function countScoreProducts(
  { dimensions, scoreProducts: across, productDenominator }: InstrumentLayout,
  layout: TallyLayout,
  cells: Float64Array,
  parts: readonly DimensionAnswers[],
): void {
  const values: number[] = [];
  for (const d of dimensions) {
    const part = parts[d]!;
    if (part.answered < layout.dimensions[d]!.minAnswered) return;
    values.push(scoreInUnits(part, productDenominator));
  }
  countProducts(cells, across, values);
}

/** Counts the sheet's index; null when fewer than half of the dimensions have a score. */
export function countIndex(
  { dimensions, denominator }: InstrumentLayout,
  layout: TallyLayout,
  index: Map<number, number>,
  parts: readonly DimensionAnswers[],
): ResponseIndex | null {
  let [sum, scored] = [0, 0];
  for (const d of dimensions) {
    const part = parts[d]!;
    if (part.answered < layout.dimensions[d]!.minAnswered) continue;
    sum += scoreInUnits(part, denominator);
    scored += 1;
  }
  if (scored === 0 || 2 * scored < dimensions.length) return null;
  const key = indexKey(sum, scored, dimensions.length);
  index.set(key, (index.get(key) ?? 0) + 1);
  return { sum, scored };
}
