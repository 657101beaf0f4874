/**
 * The mark between the cells of a text. Spreadsheets write `;` or a tab in some countries, and titles have commas of their own; so it is
 * the mark with which some row names the most columns.
 */
import { type Delimiter, delimiters, firstRows } from './delimitedRows.ts';
import { type Columns, findHeader, type Header, headerScore } from './findHeader.ts';
import type { RawRow } from './rawRow.ts';

export interface DelimitedStart<Field extends string> {
  delimiter: Delimiter;
  header: Header<Field> | null;
  /** The filled rows at the beginning. */
  rows: RawRow[];
  /** A first line `sep=;`, which tells Excel the mark and is no row. */
  separatorLine: number;
}

export const rowsBeforeHeader = 25;
/** Filled rows are looked at, and empty ones may stand between them. */
const rowsLookedAt = 200;
const separatorMark = /^\s*"?sep=(.)["\s,;]*$/i;

/** Also in a text of other delimiters a line of nothing but commas is empty. */
const hasContent = /[^\s,;؛|]/;

export const isFilled = ({ cells, bad }: RawRow) =>
  (bad?.length ?? 0) > 0 || cells.some((cell) => cell.trim() !== '');

export function chooseDelimiter<Field extends string>(
  start: string,
  columns: Columns<Field>,
): DelimitedStart<Field> {
  const first = start.split(/\r\n?|\n/, 5);
  const separatorAt = first.findIndex((line) => line.trim() !== '');
  const told = separatorMark.exec(first[separatorAt] ?? '')?.[1];
  const separatorLine = told === undefined ? 0 : separatorAt + 1;
  const known = delimiters.find((delimiter) => delimiter === told);
  const candidates = (known ? [known] : delimiters).map((delimiter) => {
    const rows = firstRows(start, delimiter, rowsLookedAt)
      .filter(({ row, cells }) => row !== separatorLine && cells.some((cell) => hasContent.test(cell)))
      .slice(0, rowsBeforeHeader);
    const header = findHeader(rows, columns);
    return {
      delimiter,
      rows,
      header,
      separatorLine,
      score: headerScore(header, columns),
      width: widthOf(rows),
    };
  });
  return candidates.reduce((best, one) =>
    one.score > best.score || (one.score === best.score && one.width > best.width) ? one : best,
  );
}

/** Cells of the widest row, for tables without any header that we know. */
const widthOf = (rows: readonly RawRow[]) => Math.max(0, ...rows.map(({ cells }) => cells.length));
