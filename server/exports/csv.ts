/**
 * CSV that spreadsheets open as meant: UTF-8 with a byte order mark, and no text that a spreadsheet would take for a formula.
 */
import { stringify } from 'csv-stringify/sync';

export type Cell = string | number | null;

export const byteOrderMark = '\uFEFF';

/** A leading = + - @ tab or return begins a formula in common spreadsheets. */
export const looksLikeFormula = (text: string) => /^[=+\-@\t\r]/.test(text);

/** An apostrophe before what begins like a formula makes it text. */
const safeText = (text: string) => (looksLikeFormula(text) ? `'${text}` : text);

/** Lines of CSV; numbers stay numbers, null is an empty field. */
export function csvLines(rows: readonly (readonly Cell[])[]): string {
  return rows.map(csvLine).join('');
}

/** Of plain cells a line is the cells with commas between them, which the library takes ten times as long to find out. */
function csvLine(row: readonly Cell[]): string {
  const cells = row.map((cell) => (typeof cell === 'string' ? safeText(cell) : cell));
  const isPlain = cells.every((cell) => typeof cell === 'number' || cell === null || plain.test(cell));
  return isPlain && cells.length > 1 ? `${cells.join(',')}\n` : stringify([cells]);
}

/** Nothing in it that CSV has a meaning for. */
const plain = /^[^",\r\n]*$/;
