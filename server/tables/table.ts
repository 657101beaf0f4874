/**
 * A downloadable table is one list of columns, from which both its CSV and its worksheet are written: adding a column takes one entry in
 * the list and the translations of its heading.
 */
import type { Reader } from '../i18n/reader.ts';
import { byteOrderMark, type Cell, csvLines } from './csv.ts';
import type { XlsxCell, XlsxColumn, XlsxWorksheet } from './xlsx/worksheet.ts';

interface Value<Row> {
  /** For programs: ids, unrounded numbers, null for a missing value. */
  value(row: Row): Cell;
}

interface Shown<Row> {
  /** For people: names instead of ids, and words where a number is missing. */
  shown(row: Row, reader: Reader): XlsxCell;
}

interface InWorkbook extends Pick<XlsxColumn, 'width' | 'format'> {
  /** Needed only when the heading is not the translation of `key`. */
  heading?(reader: Reader): string;
}

type Not<Part> = { [Field in keyof Part]?: never };

/** In the CSV only (`value`), in the worksheet only (`width`, `shown`), or in both, where `shown` may be left out to show the value. */
export type Column<Row> = {
  /** The CSV header, which other programs rely on, and the translation key of the worksheet heading. */
  key: string;
} & (
  | (Value<Row> & Not<InWorkbook & Shown<Row>>)
  | (InWorkbook & Shown<Row> & Not<Value<Row>>)
  | (InWorkbook & Value<Row> & Partial<Shown<Row>>)
);

export interface Columns<Row> {
  columns: readonly Column<Row>[];
}

export interface Table<Row> extends Columns<Row> {
  /** Translation key that the headings are under: `<headings>.<key>`. */
  headings: string;
}

/** The first line of a CSV for programs: headers that are the same in every language. */
export function csvHead<Row>({ columns }: Columns<Row>): string {
  return byteOrderMark + csvLines([columns.filter(isInCsv).map(({ key }) => key)]);
}

/** The first line of a CSV that a person reads, corrects and uploads again. */
export function csvTranslatedHead<Row>(table: Table<Row>, reader: Reader): string {
  const columns = table.columns.filter(isInCsv);
  return byteOrderMark + csvLines([columns.map((column) => headingOf(table, column, reader))]);
}

/** The lines after the first. */
export function csvBody<Row>({ columns }: Columns<Row>, rows: readonly Row[]): string {
  const written = columns.filter(isInCsv);
  return csvLines(rows.map((row) => written.map((column) => column.value(row))));
}

export function worksheet<Row>(
  table: Table<Row>,
  { name, rows }: { name: string; rows: Iterable<Row> | AsyncIterable<Row> },
  reader: Reader,
): XlsxWorksheet {
  const columns = table.columns.filter(isInWorkbook);
  return {
    name,
    columns: columns.map((column) => ({
      title: headingOf(table, column, reader),
      width: column.width,
      ...(column.format && { format: column.format }),
    })),
    rows: cellsOf(columns, rows, reader),
  };
}

async function* cellsOf<Row>(
  columns: readonly Column<Row>[],
  rows: Iterable<Row> | AsyncIterable<Row>,
  reader: Reader,
): AsyncGenerator<XlsxCell[]> {
  for await (const row of rows) {
    yield columns.map((column) => (column.shown ? column.shown(row, reader) : column.value!(row)));
  }
}

const headingOf = <Row>({ headings }: Table<Row>, column: Column<Row>, reader: Reader): string =>
  column.heading?.(reader) ?? reader.t(`${headings}.${column.key}`);

const isInCsv = <Row>(column: Column<Row>): column is Column<Row> & Value<Row> => column.value !== undefined;

const isInWorkbook = <Row>(column: Column<Row>): column is Column<Row> & InWorkbook =>
  column.width !== undefined;
