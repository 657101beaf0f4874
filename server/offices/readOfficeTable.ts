/** The offices of a CSV file or a workbook: one office a row. */
import type { FileProblem } from '../http/fileProblem.ts';
import { columnName } from '../tables/reading/columnName.ts';
import type { Header } from '../tables/reading/findHeader.ts';
import type { Reading } from '../tables/reading/reading.ts';
import {
  badCellProblems,
  cellsByField,
  missingColumns,
  namedWidth,
  placeOf,
  type ReadTable,
  readTable,
} from '../tables/reading/readTable.ts';
import {
  headcountColumns,
  type OfficeColumn,
  officeColumns,
  officeFields,
  requiredColumns,
} from './officeColumns.ts';
import { OfficeFileError, type RawOffice } from './officeFile.ts';

export interface RawOffices {
  offices: RawOffice[];
  /** null for JSON. */
  reading: Reading | null;
  /** Only code and headcount are read. */
  isHeadcounts: boolean;
  content: string;
}

const expected = officeFields.join(',');

/** @throws OfficeFileError when the bytes are no table or its header is wrong. */
export async function readOfficeTable(bytes: Buffer, fileName: string): Promise<RawOffices> {
  const table = await tableOf(bytes, fileName, officeColumns, expected);
  const { fields } = table.header;
  const setsHeadcounts =
    fields.includes('code') &&
    fields.includes('headcount') &&
    !fields.includes('level') &&
    !fields.includes('parent');
  if (setsHeadcounts) {
    const headcounts = await tableOf(bytes, fileName, headcountColumns, 'code,headcount');
    return { ...rawOffices(headcounts, fileName), isHeadcounts: true };
  }
  const problems = headerProblems(table);
  if (problems.length) throw new OfficeFileError(fileName, problems);
  const widths = widthProblems(table);
  if (widths.length) throw new OfficeFileError(fileName, widths);
  return { ...rawOffices(table, fileName), isHeadcounts: false };
}

async function tableOf<Field extends OfficeColumn>(
  bytes: Buffer,
  fileName: string,
  columns: Parameters<typeof readTable<Field>>[1],
  header: string,
): Promise<ReadTable<Field>> {
  const table = await readTable(bytes, columns, header);
  if ('problem' in table) throw new OfficeFileError(fileName, [table.problem]);
  return table;
}

function rawOffices<Field extends OfficeColumn>(
  table: ReadTable<Field>,
  fileName: string,
): Pick<RawOffices, 'offices' | 'reading' | 'content'> {
  const bad = badCellProblems(table);
  if (bad.length) throw new OfficeFileError(fileName, bad);
  const { header, rows, reading, content } = table;
  const columnOf = (field: string) => Math.max((header.fields as (string | null)[]).indexOf(field), 0);
  const offices = rows.map((row) => ({
    values: Object.fromEntries(
      Object.entries(cellsByField(row, header)).map(([field, cell]) => [field, cell || undefined]),
    ),
    positionOf: (field: string) => placeOf(row, columnOf(field), reading),
  }));
  return { offices, reading, content };
}

/** Spreadsheets leave out empty cells at the end of a line; a line that ends before the last required column was cut off. */
function widthProblems({ header, rows, reading }: ReadTable<OfficeColumn>): FileProblem[] {
  const width = namedWidth(header);
  const minCells = Math.max(...requiredColumns.map((name) => header.fields.indexOf(name))) + 1;
  return rows
    .filter(({ cells, written }) => cells.length > width || written < minCells)
    .map((row) => {
      const isLong = row.cells.length > width;
      return {
        ...placeOf(row, isLong ? width : row.written, reading),
        field: '',
        message: isLong ? 'offices:file.cells' : 'offices:file.cellsMissing',
        values: { expected: width },
      };
    });
}

/** A column that nobody knows is refused rather than lost; one without a heading may be empty. */
function headerProblems(table: ReadTable<OfficeColumn>): FileProblem[] {
  const { header, rows, reading } = table;
  const problem = (column: number, field: string, message: string, values = {}) => ({
    ...placeOf(header, column, reading),
    field,
    message: `offices:file.${message}`,
    values,
  });
  return [
    ...Array.from({ length: namedWidth(header) }, (_, column) => column).flatMap((column) => {
      if (header.fields[column]) return [];
      const heading = header.headings[column] ?? '';
      if (isTwice(header, column)) return [problem(column, heading, 'columnTwice')];
      const isFilled = rows.some(({ cells }) => cells[column]);
      if (!heading && !isFilled) return [];
      return [problem(column, heading || columnName(column), 'unknownColumn', { expected })];
    }),
    ...missingColumns(table, requiredColumns, expected),
  ];
}

function isTwice({ headings, fields }: Header<OfficeColumn>, column: number): boolean {
  const field = officeColumns.fieldOf(headings[column] ?? '');
  return field !== null && fields.indexOf(field) >= 0;
}
