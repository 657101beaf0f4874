/** A whole table of moderate size in memory, with the problems that every kind of table can have. */
import { type FilePosition, type FileProblem, sortByPosition } from '../../http/fileProblem.ts';
import { csvLines } from '../csv.ts';
import type { Columns, Header } from './findHeader.ts';
import { openTable, type TableRow } from './openTable.ts';
import type { Reading } from './reading.ts';
import { problemOfUnreadable, UnreadableFile } from './unreadable.ts';
import { wholeTable } from './wholeTables.ts';

export interface ReadTable<Field extends string> {
  header: Header<Field>;
  rows: TableRow[];
  reading: Reading;
  /** The same table as plain CSV, which travels with a preview: whatever the file was, reading this gives the same rows. */
  content: string;
}

export type TableOrProblem<Field extends string> =
  | ReadTable<Field>
  | { problem: FileProblem; reading: Reading | null };

/** @param expected the header that a file needs, for the sentence that asks for it */
export async function readTable<Field extends string>(
  bytes: Buffer,
  columns: Columns<Field>,
  expected: string,
): Promise<TableOrProblem<Field>> {
  let reading: Reading | null = null;
  try {
    const table = await openTable(bytes, columns);
    ({ reading } = table);
    try {
      const { header } = table;
      if (!header) return { problem: noHeader(expected, reading), reading };
      const rows = await allRows(table.rows());
      return {
        header,
        rows,
        reading,
        content: csvLines([header.headings, ...rows.map(({ cells }) => cells)]),
      };
    } finally {
      await table.close();
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { problem: problemOfUnreadable(error), reading };
  }
}

async function allRows(rows: AsyncIterable<TableRow>): Promise<TableRow[]> {
  const all: TableRow[] = [];
  const take = wholeTable();
  for await (const row of rows) {
    take(row.cells);
    all.push(row);
  }
  return all;
}

const noHeader = (expected: string, { sheet }: Reading): FileProblem => ({
  line: 1,
  column: 1,
  ...(sheet && { sheet }),
  field: '',
  message: 'tables:header.none',
  values: { expected },
});

/** A problem for each column that is needed and has no heading. @param expected the header as the sentence asks for it */
export function missingColumns<Field extends string>(
  { header, reading }: Pick<ReadTable<Field>, 'header' | 'reading'>,
  required: readonly Field[],
  expected: string,
): FileProblem[] {
  return required
    .filter((name) => !header.fields.includes(name))
    .map((field) => ({
      ...placeOf(header, 0, reading),
      field,
      message: 'tables:header.missing',
      values: { expected },
    }));
}

/** The columns up to the last that has a heading. */
export const namedWidth = ({ headings }: Pick<Header<string>, 'headings'>): number =>
  headings.findLastIndex((heading) => heading !== '') + 1;

/** Where a cell stands, for a sentence. */
export function placeOf({ row }: { row: number }, column: number, { sheet }: Reading): FilePosition {
  return { line: row, column: column + 1, ...(sheet && { sheet }) };
}

/** The cells of a row by the column that they stand in. */
export function cellsByField<Field extends string>(
  { cells }: TableRow,
  { fields }: Header<Field>,
): Partial<Record<Field, string>> {
  const named: Partial<Record<Field, string>> = {};
  for (const [column, field] of fields.entries()) if (field) named[field] = cells[column] ?? '';
  return named;
}

/** The bad cells of a table in columns that are read. */
export function badCellProblems<Field extends string>({
  header,
  rows,
  reading,
}: ReadTable<Field>): FileProblem[] {
  return rows.flatMap((row) =>
    row.bad.flatMap(({ column, kind, found }) => {
      const field = header.fields[column];
      if (!field) return [];
      return [{ ...placeOf(row, column, reading), field, message: `tables:bad.${kind}`, values: { found } }];
    }),
  );
}

/** Both lists, without what a bad cell was found to lack besides. */
export function withBadCells(bad: readonly FileProblem[], others: readonly FileProblem[]): FileProblem[] {
  const places = new Set(bad.map(({ line, column }) => `${line}:${column}`));
  return sortByPosition([...bad, ...others.filter(({ line, column }) => !places.has(`${line}:${column}`))]);
}
