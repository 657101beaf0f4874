/** The rows of a text whose cells are divided by commas, semicolons or tabs, each with the line it begins on. */
import { Readable } from 'node:stream';
import { type Info, parse } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';
import type { RawRow } from './rawRow.ts';
import { UnreadableFile } from './unreadable.ts';

export const delimiters = [',', ';', '\t', '؛', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

interface Parsed {
  record: string[];
  info: Info;
}

const options = (delimiter: Delimiter) => ({
  delimiter,
  info: true,
  relax_column_count: true,
  // Names have quotes in them; only one that opens a cell and is never closed breaks the table.
  relax_quotes: true,
  skip_empty_lines: false,
  // Spaces before a quote that opens a cell.
  trim: true,
  record_delimiter: ['\r\n', '\n', '\r'],
});

/** Its two entries have a class of errors each. */
const isCsvError = (error: unknown) => String((error as { code?: unknown }).code).startsWith('CSV_');

/** Where it gave up, from 1. */
const cellOf = (error: unknown) => {
  const { column } = error as { column?: unknown };
  return typeof column === 'number' ? column + 1 : 1;
};

/** csv-parse counts to the end of a record. */
const rawRow = ({ record, info }: Parsed): RawRow => ({
  row: info.lines - record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0),
  cells: record,
});

/** @throws UnreadableFile with the line of a quote that nothing closes */
export async function* delimitedRows(
  pieces: AsyncIterable<string>,
  delimiter: Delimiter,
): AsyncGenerator<RawRow> {
  let next = 1;
  const source = Readable.from(pieces, { objectMode: false });
  const parser = parse({
    ...options(delimiter),
    // Rows that were read before the error may still wait to be taken.
    on_record: ((parsed: Parsed) => {
      next = parsed.info.lines + 1;
      return parsed;
    }) as never,
  });
  source.on('error', (error) => parser.destroy(error));
  try {
    for await (const parsed of source.pipe(parser) as AsyncIterable<Parsed>) {
      yield rawRow(parsed);
    }
  } catch (error) {
    // The error itself counts to the end of the text, where it gave up.
    if (isCsvError(error)) throw new UnreadableFile('quote', next, cellOf(error));
    throw error;
  } finally {
    source.destroy();
  }
}

/** The first rows of a text that may break off anywhere. */
export function firstRows(text: string, delimiter: Delimiter, max: number): RawRow[] {
  const rows: RawRow[] = [];
  try {
    parseAtOnce(text, {
      ...options(delimiter),
      to: max,
      on_record: (parsed: Parsed) => {
        rows.push(rawRow(parsed));
        return null;
      },
    } as never);
  } catch (error) {
    if (!isCsvError(error)) throw error;
  }
  return rows;
}
