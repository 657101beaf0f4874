/** A sheet is counted once more under each option its person ticked, with all that a breakdown shows of them. */
import { favourableClass } from '../../instruments/scoring.ts';
import { histogramPlace } from './countDimension.ts';
import type { SheetIndex } from './countIndex.ts';
import type { SheetPart } from './sheetPart.ts';
import type { OptionLayout, TallyLayout } from './tallyLayout.ts';

interface SheetParts {
  parts: readonly SheetPart[];
  indexes: readonly (SheetIndex | null)[];
  classes: readonly number[][];
}

/** Adds one sheet to the cells of an option: persons, histograms, classes of answers, and its indexes. */
export function countOption(
  option: OptionLayout,
  layout: TallyLayout,
  cells: Float64Array,
  sheet: SheetParts,
): void {
  cells[option.n]! += 1;
  for (let d = 0; d < layout.dimensions.length; d += 1) {
    const part = sheet.parts[d]!;
    if (part.answered === 0) continue;
    cells[histogramPlace(option.histograms[d]!, layout.dimensions[d]!, part)]! += 1;
    for (const value of part.values) {
      if (value >= 0) cells[option.classes[d]! + sheet.classes[d]![value]!]! += 1;
    }
  }
  for (const [i, index] of sheet.indexes.entries()) {
    if (!index) continue;
    const place = option.indexes[i]! + 3 * (index.scored - 1);
    cells[place]! += 1;
    cells[place + 1]! += index.sum;
    cells[place + 2]! += index.sum ** 2;
  }
}

/** For each recoded answer from 0: 0 favourable, 1 neutral, 2 unfavourable. */
export function classTable(points: number): number[] {
  const order = ['favourable', 'neutral', 'unfavourable'];
  return Array.from({ length: points }, (_, value) => order.indexOf(favourableClass(value + 1, points)));
}

/** Finds the option of a question by the byte that a sheet holds for it; none for a question that was not answered. */
export function optionLookup(options: readonly OptionLayout[]) {
  const number = (question: number, option: number) => question * 256 + option;
  const known = new Map(options.map((option) => [number(option.question, option.option), option]));
  return (question: number, byte: number) => known.get(number(question, byte - 1));
}
