/** The offices of a CSV file: one line an office. Spreadsheets write `;` or a tab in some countries; all three are read. */
import { CsvError, type Info, parse } from 'csv-parse/sync';
import { type FileProblem, OfficeFileError, type RawOffice } from './officeFile.ts';

const required = ['code', 'level', 'nameFa', 'parent'];
const optional = [
  'nameEn',
  'headcount',
  'statisticalCode',
  'validFrom',
  'validTo',
  'replaces',
  'shortNameFa',
  'shortNameEn',
];

interface Row {
  record: string[];
  info: Info;
}

/** @throws OfficeFileError when the text is no CSV or its header is wrong. */
export function readOfficeCsv(text: string, fileName: string): RawOffice[] {
  const [header, ...rows] = parseRows(text, fileName);
  const names = header?.record ?? [];
  const headerProblems = checkHeader(names);
  if (headerProblems.length) throw new OfficeFileError(fileName, headerProblems);
  const widthProblems = checkWidths(names, rows);
  if (widthProblems.length) throw new OfficeFileError(fileName, widthProblems);
  return rows.map((row) => ({
    values: Object.fromEntries(names.map((name, index) => [name, row.record[index] || undefined])),
    placeOf: (field) => ({ line: lineOf(row), column: Math.max(names.indexOf(field), 0) + 1 }),
  }));
}

/** Spreadsheets leave out empty cells at a line's end; one that ends before a column that must be there was cut off. */
function checkWidths(names: readonly string[], rows: readonly Row[]): FileProblem[] {
  const least = Math.max(...required.map((name) => names.indexOf(name))) + 1;
  return rows
    .filter(({ record }) => record.length > names.length || record.length < least)
    .map((row) => {
      const isLong = row.record.length > names.length;
      return {
        line: lineOf(row),
        column: isLong ? names.length + 1 : row.record.length + 1,
        field: '',
        message: isLong ? 'offices:file.cells' : 'offices:file.cellsMissing',
        values: { expected: names.length },
      };
    });
}

function parseRows(text: string, fileName: string): Row[] {
  const headerLine = text.slice(0, text.indexOf('\n') + 1) || text;
  const delimiter = [',', ';', '\t'].find((mark) => headerLine.includes(mark)) ?? ',';
  try {
    return parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    }) as unknown as Row[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 1;
    throw new OfficeFileError(fileName, [
      { line, column: 1, field: '', message: 'offices:file.csv', values: {} },
    ]);
  }
}

/** The line a record starts on: csv-parse counts to its end, and a quoted cell may hold line breaks. */
function lineOf({ record, info }: Row): number {
  return info.lines - record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
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
