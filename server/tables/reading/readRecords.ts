/**
 * The records of an uploaded table, one a row. What every kind of table can lack is found here once: a column that is needed, any row at
 * all, rows within a limit, letters or values of a cell. Everything wrong is told at once, by line and column.
 */
import type { FileProblem } from '../../http/fileProblem.ts';
import type { Columns } from './findHeader.ts';
import type { Reading } from './reading.ts';
import {
  badCellProblems,
  cellsByField,
  missingColumns,
  placeOf,
  type ReadTable,
  readTable,
  withBadCells,
} from './readTable.ts';

export interface RecordTable<Field extends string> {
  columns: Columns<Field>;
  /** The header as a sentence asks for it. */
  expected: string;
  /** Locale keys of a table without a row, and of one with too many. */
  empty: string;
  tooMany?: { over: number; message: string };
}

export interface NamedRow<Field extends string> {
  line: number;
  /** Empty where the table has no such column. */
  cell(field: Field): string;
  /** Notes that the cell is wrong; the message is a locale key. */
  wrong(field: Field, message: string, values?: Record<string, unknown>): void;
}

export interface ReadRecords<Found> {
  records: Found[];
  problems: FileProblem[];
  /** Null where the bytes are no table. */
  reading: Reading | null;
  content: string;
}

/** @param recordsOf turns the rows into records and notes what is wrong with their cells */
export async function readRecords<Field extends string, Found>(
  bytes: Buffer,
  kind: RecordTable<Field>,
  recordsOf: (rows: NamedRow<Field>[]) => Found[],
): Promise<ReadRecords<Found>> {
  const table = await readTable(bytes, kind.columns, kind.expected);
  if ('problem' in table)
    return { records: [], problems: [table.problem], reading: table.reading, content: '' };
  const { reading, content } = table;
  const refused = wholeTableProblems(table, kind);
  if (refused.length) return { records: [], problems: refused, reading, content };
  const found: FileProblem[] = [];
  const records = recordsOf(namedRows(table, found));
  return { records, problems: withBadCells(badCellProblems(table), found), reading, content };
}

function wholeTableProblems<Field extends string>(
  table: ReadTable<Field>,
  { columns, expected, empty, tooMany }: RecordTable<Field>,
): FileProblem[] {
  const { header, rows, reading } = table;
  const missing = missingColumns(table, columns.required, expected);
  if (missing.length) return missing;
  const problem = (row: { row: number }, message: string) => [
    { ...placeOf(row, 0, reading), field: '', message, values: { expected } },
  ];
  if (rows.length === 0) return problem(header, empty);
  const over = tooMany && rows[tooMany.over];
  return over ? problem(over, tooMany.message) : [];
}

function namedRows<Field extends string>(
  { header, rows, reading }: ReadTable<Field>,
  problems: FileProblem[],
): NamedRow<Field>[] {
  return rows.map((row) => {
    const cells = cellsByField(row, header);
    return {
      line: row.row,
      cell: (field) => cells[field] ?? '',
      wrong: (field, message, values = {}) => {
        const place = placeOf(row, header.fields.indexOf(field), reading);
        problems.push({ ...place, field, message, values });
      },
    };
  });
}
