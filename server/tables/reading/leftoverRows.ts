/**
 * Rows that a spreadsheet has for its readers and not for its table: the headings once more, as at the head of each printed page, sums, and
 * notes below the table.
 */
import { parseNumber } from '../../i18n/digits.ts';
import { clean } from '../../i18n/text.ts';
import { type Header, headingKey } from './findHeader.ts';

interface Row {
  cells: readonly string[];
  bad: readonly unknown[];
}

export const leftoverKinds = ['headerRows', 'totalRows', 'noteRows'] as const;
export type LeftoverKind = (typeof leftoverKinds)[number];

const sums = new Set(['جمع', 'جمع کل', 'مجموع', 'مجموع کل', 'total', 'grand total', 'sum'].map(headingKey));

export function leftoverKind(
  { cells, bad }: Row,
  { headings }: Pick<Header<string>, 'headings'>,
): LeftoverKind | null {
  const first = cells.findIndex((cell) => cell !== '');
  if (bad.length > 0 || first < 0) return null;
  if (cells.length > 1 && cells.every((cell, column) => cell === (headings[column] ?? '')))
    return 'headerRows';
  if (!sums.has(headingKey(cells[first]!))) return null;
  const others = cells.slice(first + 1).filter((cell) => cell !== '');
  return others.every((cell) => parseNumber(cell) !== null) ? 'totalRows' : null;
}

/** How notes begin: with a star or a word that says so. */
const begin =
  /^(?:[*†]|(?:توضیح|توضیحات|توجه|یادداشت|تذکر|نکته|منبع|مأخذ|ملاحظات|تهیه‌?کننده|تاریخ تهیه|تعداد کل|جمع کل|note|notes|n\.b\.|remark|remarks|source|prepared by|printed|total)(?![\p{L}\p{M}]))/iu;

/** No cell of a table ends with a stop after so many words. */
const isSentence = (text: string) => /[.!؟?]$/.test(text) && text.split(/\s+/).length >= 4;

/** Whether a row is a note if no row of the table follows: one cell alone, the first or one without a column, that reads like one. */
export function isNote({ cells, bad }: Row, { fields, headings }: Header<string>): boolean {
  const filled = cells.filter((cell) => cell !== '');
  const [text = ''] = filled;
  const at = cells.indexOf(text);
  const isApart = at === 0 || !fields[at];
  if (bad.length > 0 || filled.length !== 1 || !isApart) return false;
  return headings.filter(Boolean).length > 1 && (begin.test(clean(text)) || isSentence(text));
}
