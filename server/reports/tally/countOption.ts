/** Counts a response once more under each background option that its person chose, with all that a breakdown shows. */
import { add } from './cells.ts';
import type { ResponseIndex } from './countIndex.ts';
import type { DimensionAnswers } from './dimensionAnswers.ts';
import type { DimensionIndex, InstrumentIndex, ListBy } from './indexes.ts';
import type { OptionLayout } from './tallyLayout.ts';

export interface CountedResponse {
  dimensions: ListBy<DimensionIndex, DimensionAnswers>;
  indexes: ListBy<InstrumentIndex, ResponseIndex | null>;
}

/** Adds one response to the cells of an option: persons, histograms, classes of answers, and its indexes. */
export function countOption(
  option: OptionLayout,
  cells: Float64Array,
  { dimensions, indexes }: CountedResponse,
): void {
  add(cells, option.n, 1);
  for (let d = 0; d < dimensions.length; d += 1) {
    const part = dimensions[d]!;
    if (part.answered === 0) continue;
    add(cells, option.histograms[d]! + part.place, 1);
    const start = option.classes[d]!;
    for (let side = 0; side < 3; side += 1) add(cells, start + side, part.classes[side]!);
  }
  for (let i = 0; i < indexes.length; i += 1) {
    const index = indexes[i];
    if (!index) continue;
    const place = option.indexes[i]! + 3 * (index.scored - 1);
    add(cells, place, 1);
    add(cells, place + 1, index.sum);
    add(cells, place + 2, index.sum ** 2);
  }
}

/** Finds the option of a question by its byte in a response; none for a question that was not answered. */
export function optionLookup(options: readonly OptionLayout[]) {
  const number = (question: number, byte: number) => question * 256 + byte;
  const known: (OptionLayout | undefined)[] = [];
  for (const each of options) known[number(each.question, each.option + 1)] = each;
  return (question: number, byte: number) => known[number(question, byte)];
}
