/** The offices of a CSV file: one office a line. */
import { type CsvRow, NoCsv, readCsvRows } from '../http/csvRows.ts';
import type { FileProblem } from '../http/fileProblem.ts';
import { OfficeFileError, type RawOffice } from './officeFile.ts';

const required = ['code', 'level', 'nameFa', 'parent'];
const optional = [
  'nameEn',
  'headcount',
  'latitude',
  'longitude',
  'statisticalCode',
  'validFrom',
  'validTo',
  'replaces',
  'shortNameFa',
  'shortNameEn',
];

/** @throws OfficeFileError when the text is no CSV or its header is wrong. */
export function readOfficeCsv(text: string, fileName: string): RawOffice[] {
  const [header, ...rows] = parseRows(text, fileName);
  const names = header?.cells ?? [];
  const headerProblems = checkHeader(names);
  if (headerProblems.length) throw new OfficeFileError(fileName, headerProblems);
  const widthProblems = checkWidths(names, rows);
  if (widthProblems.length) throw new OfficeFileError(fileName, widthProblems);
  return rows.map((row) => ({
    values: Object.fromEntries(names.map((name, index) => [name, row.cells[index] || undefined])),
    positionOf: (field) => ({ line: row.line, column: Math.max(names.indexOf(field), 0) + 1 }),
  }));
}

/** Spreadsheets leave out empty cells at the end of a line; a line that ends before the last required column was cut off. */
function checkWidths(names: readonly string[], rows: readonly CsvRow[]): FileProblem[] {
  const minCells = Math.max(...required.map((name) => names.indexOf(name))) + 1;
  return rows
    .filter(({ cells }) => cells.length > names.length || cells.length < minCells)
    .map((row) => {
      const isLong = row.cells.length > names.length;
      return {
        line: row.line,
        column: isLong ? names.length + 1 : row.cells.length + 1,
        field: '',
        message: isLong ? 'offices:file.cells' : 'offices:file.cellsMissing',
        values: { expected: names.length },
      };
    });
}

function parseRows(text: string, fileName: string): CsvRow[] {
  try {
    return readCsvRows(text);
  } catch (error) {
    if (!(error instanceof NoCsv)) throw error;
    const problem = { line: error.line, column: 1, field: '', message: 'offices:file.csv', values: {} };
    throw new OfficeFileError(fileName, [problem]);
  }
}

function checkHeader(names: string[]): FileProblem[] {
  const problem = (column: number, field: string, message: string, values = {}) => ({
    line: 1,
    column,
    field,
    message,
    values,
  });
  const known = [...required, ...optional];
  return [
    ...names.flatMap((name, index) => {
      if (!known.includes(name))
        return [problem(index + 1, name, 'offices:file.unknownColumn', { expected: known.join(',') })];
      return names.indexOf(name) < index ? [problem(index + 1, name, 'offices:file.columnTwice')] : [];
    }),
    ...required
      .filter((name) => !names.includes(name))
      .map((name) => problem(1, name, 'offices:file.columnMissing', { expected: known.join(',') })),
  ];
}
