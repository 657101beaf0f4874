/**
 * One worksheet as XML, piece by piece, so that a worksheet of any length takes constant memory: a frozen row of headings, columns of
 * fixed width, numbers as numbers and text as text. Text is never a formula in this format; text that begins like one is also marked
 * as quoted, so that it stays text when somebody edits the cell.
 */
import { looksLikeFormula } from '../formulaGuard.ts';
import { columnName } from '../reading/columnName.ts';

/** `whole`: a number that has no decimals to show, whatever its column shows. */
export type XlsxCell = string | number | null | { whole: number };

export interface XlsxColumn {
  title: string;
  /** In characters. */
  width: number;
  /** How its numbers are shown; the number itself keeps all its digits. */
  format?: 'whole' | 'tenth' | 'percent';
}

export interface XlsxWorksheet {
  /** Shown on its tab; characters that Excel does not allow are taken out. */
  name: string;
  columns: readonly XlsxColumn[];
  rows: Iterable<readonly XlsxCell[]> | AsyncIterable<readonly XlsxCell[]>;
}

/** Rows that one worksheet holds below its headings. */
export const maxRows = 1_048_575;

/** Indexes of the cell formats in `styles.xml` (workbookParts.ts). */
export const styles = { plain: 0, head: 1, whole: 2, tenth: 3, percent: 4, quoted: 5 } as const;

const charactersPerPiece = 131_072;
const maxTextLength = 32_767;

/** @throws RangeError beyond `maxRows` */
export async function* worksheetXml(
  { columns, rows }: XlsxWorksheet,
  rightToLeft: boolean,
): AsyncGenerator<string> {
  const letters = columns.map((_, position) => columnName(position));
  const numberStyles = columns.map(({ format }) => (format ? ` s="${styles[format]}"` : ''));
  const head = columns.map(({ title }, at) => textCell(`${letters[at]}1`, title, styles.head)).join('');
  let piece = `${opening(columns, rightToLeft)}<sheetData><row r="1">${head}</row>`;
  let row = 1;
  for await (const cells of rows) {
    row += 1;
    if (row > maxRows + 1) throw new RangeError(`a sheet holds at most ${maxRows} rows`);
    piece += `<row r="${row}">`;
    for (let at = 0; at < cells.length; at += 1) {
      const cell = cells[at]!;
      if (typeof cell === 'number')
        piece += `<c r="${letters[at]}${row}"${numberStyles[at]}><v>${cell}</v></c>`;
      else if (cell) piece += otherCell(`${letters[at]}${row}`, cell);
    }
    piece += '</row>';
    if (piece.length < charactersPerPiece) continue;
    yield piece;
    piece = '';
  }
  const filter = columns.length > 0 && row > 1 ? `<autoFilter ref="A1:${letters.at(-1)}${row}"/>` : '';
  yield `${piece}</sheetData>${filter}</worksheet>`;
}

function opening(columns: readonly XlsxColumn[], rightToLeft: boolean): string {
  const widths = columns.map(
    ({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews>',
    `<sheetView${rightToLeft ? ' rightToLeft="1"' : ''} workbookViewId="0">`,
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>',
    `<cols>${widths.join('')}</cols>`,
  ].join('');
}

function otherCell(place: string, cell: string | { whole: number }): string {
  if (typeof cell === 'string') return textCell(place, cell, looksLikeFormula(cell) ? styles.quoted : 0);
  return `<c r="${place}" s="${styles.whole}"><v>${cell.whole}</v></c>`;
}

function textCell(place: string, text: string, style: number): string {
  const attribute = style === 0 ? '' : ` s="${style}"`;
  const written = escapeXml(text.slice(0, maxTextLength));
  return `<c r="${place}"${attribute} t="inlineStr"><is><t xml:space="preserve">${written}</t></is></c>`;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
// XML has no way to write these at all.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

export function escapeXml(text: string): string {
  return text.replace(unwritable, '').replace(/[&<>"]/g, (letter) => entities[letter]!);
}
