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
  return stringify(rows.map((row) => row.map((cell) => (typeof cell === 'string' ? safeText(cell) : cell))));
}
