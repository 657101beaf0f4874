/** The sheets of an XLSForm as rows by field and language, each with its number. */
import type { Language } from '../../i18n/languages.ts';
import { clean } from '../../i18n/text.ts';
import type { BadCell, RawRow } from '../../tables/reading/rawRow.ts';
import { tidyCell, typedWhole } from '../../tables/reading/tidyCell.ts';
import { UnreadableFile } from '../../tables/reading/unreadable.ts';
import { wholeTable } from '../../tables/reading/wholeTables.ts';
import { openWorkbook } from '../../tables/reading/workbook/openWorkbook.ts';
import { columnParts, languageOf, type Texts } from './columns.ts';

export interface FormRow {
  row: number;
  /** Cells without a language, by field in small letters. */
  cells: Record<string, string>;
  texts: Record<string, Texts>;
}

export interface FormSheet {
  rows: FormRow[];
  headerRow: number;
  /** Languages of columns that the product does not have. */
  foreign: string[];
  /** Cells whose value cannot be had, and where they stand. */
  bad: { row: number; found: string }[];
}

/** Any heading of these makes a row the header: above it may stand titles, and text that a program has added. */
const headerFields = new Set(['type', 'name', 'list_name', 'list name', 'form_title', 'form_id', 'key']);

/** Programs that keep numbers write the choice 1 as `1.0`. */
/** An XLSForm has three, and some that are passed over. */
const maxSheets = 50;
const named = new Set(['name', 'value']);

/** By name in small letters. @throws UnreadableFile */
export async function readSheets(bytes: Buffer): Promise<Map<string, FormSheet>> {
  const sheets = new Map<string, FormSheet>();
  const take = wholeTable();
  for (let at = 0, count = 1; at < count; at += 1) {
    // A thread reads one worksheet, and ends with it.
    const workbook = await openWorkbook(bytes);
    try {
      count = workbook.worksheets.length;
      if (count > maxSheets) throw new UnreadableFile('tooLarge');
      const rows: ReadRow[] = [];
      for await (const { row, cells, bad = [] } of workbook.rowsOf(at)) {
        take(cells);
        rows.push({ row, cells: cells.map(textOf), bad });
      }
      sheets.set(workbook.worksheets[at]!.name.trim().toLowerCase(), sheetOf(rows));
    } finally {
      await workbook.close();
    }
  }
  return sheets;
}

const textOf = (cell: unknown) => tidyCell(String(cell ?? ''));

type ReadRow = RawRow & { bad: BadCell[] };

function sheetOf(all: readonly ReadRow[]): FormSheet {
  const isHeader = ({ cells }: ReadRow) => cells.some((cell) => headerFields.has(columnParts(cell).field));
  const at = Math.max(0, all.findIndex(isHeader));
  const [head, ...rows] = all.slice(at);
  const columns = (head?.cells ?? []).map((heading) => {
    const { field, language } = columnParts(heading);
    return { field, language, known: language ? languageOf(language) : null };
  });
  const foreign = columns.filter(({ language, known }) => language && !known).map(({ language }) => language);
  return {
    headerRow: head?.row ?? 1,
    foreign: [...new Set(foreign)],
    bad: rows.flatMap(({ row, bad }) =>
      bad.filter(({ column }) => columns[column]?.field).map(({ found }) => ({ row, found })),
    ),
    rows: rows.filter(({ cells }) => cells.some(Boolean)).map(({ row, cells }) => rowOf(row, cells, columns)),
  };
}

function rowOf(
  row: number,
  cells: string[],
  columns: readonly { field: string; language: string; known: Language | null }[],
): FormRow {
  const found: FormRow = { row, cells: {}, texts: {} };
  for (const [at, { field, language, known }] of columns.entries()) {
    const text = clean(cells[at] ?? '');
    if (!text || !field) continue;
    if (known) found.texts[field] = { ...found.texts[field], [known]: text };
    else if (!language) found.cells[field] = named.has(field) ? typedWhole(text) : text;
  }
  return found;
}
