/** Orders and filters the rows of the comparison: by index, tree, name or one dimension; all offices or those of one size. */
import type { Reader } from '../i18n/reader.ts';
import { officeTree } from '../offices/officeTree.ts';
import type { ComparedRow, ComparedScore } from '../reports/making/comparison/compareOffices.ts';
import { isShown } from '../reports/published/reportObject.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import type { Wave } from '../waves/wave.ts';

/** `index`, `tree`, `name`, or the id of a dimension. */
export type ComparisonOrder = string;

export const officeSizes = ['small', 'medium', 'large'] as const;
export type OfficeSize = (typeof officeSizes)[number];

/** Below 30, 30 to 100, above 100 staff; null without a headcount. */
export function sizeOf(headcount: number | null): OfficeSize | null {
  if (headcount === null) return null;
  if (headcount < 30) return 'small';
  return headcount <= 100 ? 'medium' : 'large';
}

export interface OrderedRow {
  compared: ComparedRow;
  score: ComparedScore | undefined;
}

/** Sorts numbers with the highest first; offices without a score on the dimension come last. */
export function orderRows<T extends OrderedRow>(
  rows: readonly T[],
  order: ComparisonOrder,
  wave: Wave,
  reader: Reader,
): T[] {
  const name = (row: T) => nameInWave(wave, row.compared.office, reader);
  if (order === 'name') return [...rows].sort((a, b) => reader.f.compare(name(a), name(b)));
  if (order === 'tree') {
    const place = new Map(
      officeTree(wave.offices)
        .inOrder()
        .map(({ office }, position) => [office.code, position]),
    );
    const placeOf = ({ compared: { office } }: T) => place.get(office) ?? groupPlace(office, wave, place);
    return [...rows].sort((a, b) => placeOf(a) - placeOf(b));
  }
  const value = (row: T) =>
    order === 'index' ? (row.score?.mean ?? -1) : dimensionMean(row.compared, order);
  return [...rows].sort((a, b) => value(b) - value(a));
}

/** A reporting group comes right after the first of its offices. */
function groupPlace(code: string, wave: Wave, place: ReadonlyMap<string, number>): number {
  const members = wave.units.find((unit) => unit.code === code)?.offices ?? [];
  return Math.min(...members.map((member) => place.get(member) ?? 1e6), 1e6) + 0.5;
}

function dimensionMean({ dimensions }: ComparedRow, dimension: string): number {
  const found = dimensions.find(({ id }) => id === dimension);
  return found && isShown(found) ? (found.mean ?? -1) : -1;
}
