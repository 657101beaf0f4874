/**
 * How much of a table is taken into memory as a whole: offices, accounts, points and instruments of a country, several times over. A file of
 * the greatest size that may be uploaded can hold thirty times as much, and working on it would keep every other request waiting.
 */
import { UnreadableFile } from './unreadable.ts';

export const maxWholeRows = 20_000;
export const maxWholeCells = 500_000;
/** A workbook names one long text for a million cells. */
export const maxWholeLetters = 20_000_000;

/** To be told of each row. @throws UnreadableFile beyond the limits */
export function wholeTable(): (cells: readonly string[]) => void {
  let [rows, all, letters] = [0, 0, 0];
  return (cells) => {
    rows += 1;
    all += cells.length;
    for (const cell of cells) letters += cell.length;
    const isWithin = rows <= maxWholeRows && all <= maxWholeCells && letters <= maxWholeLetters;
    if (!isWithin) throw new UnreadableFile('tooLarge');
  };
}
