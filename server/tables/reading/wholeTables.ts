/**
 * How much of a table is taken into memory as a whole: offices, accounts, points and instruments of a country, several times over. A file of
 * the greatest size that may be uploaded can hold thirty times as much, and working on it would keep every other request waiting.
 */
import { UnreadableFile } from './unreadable.ts';

export const maxWholeRows = 20_000;
export const maxWholeCells = 500_000;

/** To be told of each row. @throws UnreadableFile beyond the limits */
export function wholeTable(): (cells: number) => void {
  let rows = 0;
  let all = 0;
  return (cells) => {
    rows += 1;
    all += cells;
    if (rows > maxWholeRows || all > maxWholeCells) throw new UnreadableFile('tooLarge');
  };
}
