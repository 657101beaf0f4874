/**
 * CSV that spreadsheets open correctly: UTF-8 with a byte order mark, and no text that a spreadsheet would take for a formula.
 */
import { stringify } from 'csv-stringify/sync';
import { guardText } from './formulaGuard.ts';

export type Cell = string | number | null;

export const byteOrderMark = '\uFEFF';

/** Lines of CSV; numbers stay numbers, null is an empty field. */
export function csvLines(rows: readonly (readonly Cell[])[]): string {
  return rows.map(csvLine).join('');
}

/** A line of plain cells is just the cells joined by commas; the library takes ten times as long to arrive there. */
function csvLine(row: readonly Cell[]): string {
  const cells = row.map((cell) => (typeof cell === 'string' ? guardText(cell) : cell));
  const isPlain = cells.every((cell) => typeof cell === 'number' || cell === null || plain.test(cell));
  return isPlain && cells.length > 1
    ? `${cells.join(',')}\n`
    : stringify([cells], { quoted_match: elsewhere });
}

/** Text without any character that has a meaning in CSV, here or where another separator is usual. */
const plain = /^[^",;\u061B|\t\r\n]*$/;
/** What separates where the list separator is another: without quotes the rest of a text would be a cell of its own, a formula perhaps. */
const elsewhere = /[;\u061B|\t]/;
