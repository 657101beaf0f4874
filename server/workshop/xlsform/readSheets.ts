/** The sheets of an XLSForm as rows by field and language, each with its number. */
import type { Language } from '../../i18n/languages.ts';
import { clean } from '../../i18n/text.ts';
import { tidyCell } from '../../tables/reading/tidyCell.ts';
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
  /** Languages of columns that the product does not have. */
  foreign: string[];
  headings: string[];
}

/** By name in small letters. @throws UnreadableFile */
export async function readSheets(bytes: Buffer): Promise<Map<string, FormSheet>> {
  const sheets = new Map<string, FormSheet>();
  for (let at = 0, count = 1; at < count; at += 1) {
    // A thread reads one worksheet, and ends with it.
    const workbook = await openWorkbook(bytes);
    try {
      count = workbook.worksheets.length;
      const rows: { row: number; cells: string[] }[] = [];
      for await (const { row, cells } of workbook.rowsOf(at)) rows.push({ row, cells: cells.map(textOf) });
      sheets.set(workbook.worksheets[at]!.name.trim().toLowerCase(), sheetOf(rows));
    } finally {
      await workbook.close();
    }
  }
  return sheets;
}

const textOf = (cell: unknown) => tidyCell(String(cell ?? ''));

function sheetOf([head, ...rows]: { row: number; cells: string[] }[]): FormSheet {
  const columns = (head?.cells ?? []).map((heading) => {
    const { field, language } = columnParts(heading);
    return { field, language, known: language ? languageOf(language) : null };
  });
  const foreign = columns.filter(({ language, known }) => language && !known).map(({ language }) => language);
  return {
    foreign: [...new Set(foreign)],
    headings: head?.cells ?? [],
    rows: rows.map(({ row, cells }) => rowOf(row, cells, columns)),
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
    else if (!language) found.cells[field] = text;
  }
  return found;
}
