/** The rows of a CSV file that a person made. Spreadsheets write `;` or a tab in some countries; all three are read. */
import { CsvError, type Info, parse } from 'csv-parse/sync';

export interface CsvRow {
  cells: string[];
  /** The line it begins on; a quoted cell may hold line breaks. */
  line: number;
}

/** The row that begins on this line is no CSV, such as one with a quote that nothing closes. */
export class NoCsv extends Error {
  constructor(readonly line: number) {
    super(`line ${line} is no CSV`);
  }
}

/** The delimiter between the cells, judged by the header. */
export function delimiterOf(header: string): string {
  return [',', ';', '\t'].find((mark) => header.includes(mark)) ?? ',';
}

/** Every row that holds anything, the header first. @throws NoCsv */
export function readCsvRows(text: string): CsvRow[] {
  const delimiter = delimiterOf(text.split(/[\r\n]/, 1)[0] ?? '');
  let lastRead = 0;
  try {
    const rows = parse(text, {
      bom: true,
      delimiter,
      info: true,
      on_record: (record, { lines }) => {
        lastRead = lines;
        return record;
      },
      relax_column_count: true,
      skip_records_with_empty_values: true,
      trim: true,
    }) as unknown as { record: string[]; info: Info }[];
    return rows.map(({ record, info }) => ({ cells: record, line: info.lines - lineBreaksIn(record) }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The error itself counts to the end of the text, where it gave up.
    throw new NoCsv(lastRead + 1);
  }
}

/** csv-parse counts to the end of a record. */
const lineBreaksIn = (cells: readonly string[]) =>
  cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
