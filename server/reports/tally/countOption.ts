/** A sheet is counted once more under each option its person ticked, with all that a breakdown shows of them. */
import type { ResponseIndex } from './countIndex.ts';
import type { DimensionAnswers } from './dimensionAnswers.ts';
import type { OptionLayout } from './tallyLayout.ts';

interface SheetParts {
  parts: readonly DimensionAnswers[];
  indexes: readonly (ResponseIndex | null)[];
}

/** Adds one sheet to the cells of an option: persons, histograms, classes of answers, and its indexes. */
export function countOption(option: OptionLayout, cells: Float64Array, { parts, indexes }: SheetParts): void {
  cells[option.n]! += 1;
  for (let d = 0; d < parts.length; d += 1) {
    const part = parts[d]!;
    if (part.answered === 0) continue;
    cells[option.histograms[d]! + part.place]! += 1;
    const start = option.classes[d]!;
    cells[start]! += part.classes[0]!;
    cells[start + 1]! += part.classes[1]!;
    cells[start + 2]! += part.classes[2]!;
  }
  for (let i = 0; i < indexes.length; i += 1) {
    const index = indexes[i];
    if (!index) continue;
    const place = option.indexes[i]! + 3 * (index.scored - 1);
    cells[place]! += 1;
    cells[place + 1]! += index.sum;
    cells[place + 2]! += index.sum ** 2;
  }
}

/** Finds the option of a question by the byte that a sheet holds for it; none for a question that was not answered. */
export function optionLookup(options: readonly OptionLayout[]) {
  const number = (question: number, byte: number) => question * 256 + byte;
  const known: (OptionLayout | undefined)[] = [];
  for (const each of options) known[number(each.question, each.option + 1)] = each;
  return (question: number, byte: number) => known[number(question, byte)];
}
