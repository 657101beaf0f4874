/**
 * The one reader of uploaded tables: bytes or a file of any length become text, rows, and the columns of their header, with an account of
 * how the file was read and what was passed over. CSV of any encoding and delimiter, and workbooks, come out alike.
 */
import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { chooseDelimiter, isFilled } from './chooseDelimiter.ts';
import { columnName } from './columnName.ts';
import { decodedPieces, encodingOf, type Pieces, piecesOf } from './decodedText.ts';
import { delimitedRows } from './delimitedRows.ts';
import { type Columns, findHeader, type Header, headerScore } from './findHeader.ts';
import { isNote, type LeftoverKind, leftoverKind, leftoverKinds } from './leftoverRows.ts';
import type { BadCell, RawRow } from './rawRow.ts';
import { newReading, type Reading, type ReadUnseen } from './reading.ts';
import { isLostText, tidyCell } from './tidyCell.ts';
import { UnreadableFile } from './unreadable.ts';
import { openWorkbook } from './workbook/openWorkbook.ts';

export interface TableRow {
  /** The row that the spreadsheet shows, or the line of the text on which it begins; from 1. */
  row: number;
  /** Without spaces and invisible characters around them, and without the empty ones at the end of the row. */
  cells: string[];
  /** How many cells the line of a text has, empty ones at its end too; infinite in a workbook, which keeps none of these. */
  written: number;
  bad: BadCell[];
}

export interface OpenTable<Field extends string> {
  header: Header<Field> | null;
  /** The cells where a header was expected and none was found. */
  first: string[];
  /** Complete once the rows have been read. */
  reading: Reading;
  /** The filled rows below the header; read once. @throws UnreadableFile */
  rows(): AsyncGenerator<TableRow>;
  /** Ends the thread of a workbook. */
  close(): Promise<void>;
}

/** Bytes, or a file by its path. */
export type TableSource = Buffer | { file: string };

const startSize = 262_144;

/** @throws UnreadableFile, or the system's error for a file that cannot be read */
export async function openTable<Field extends string>(
  source: TableSource,
  columns: Columns<Field>,
): Promise<OpenTable<Field>> {
  const start = Buffer.isBuffer(source) ? source.subarray(0, 8) : await startOf(source.file);
  if (start.length === 0) throw new UnreadableFile('empty');
  const bytes = async () => (Buffer.isBuffer(source) ? source : await readFile(source.file));
  if (start.toString('hex', 0, 4) === 'd0cf11e0') {
    // An encrypted workbook is wrapped in the format of an old one.
    const isEncrypted = (await bytes()).includes(Buffer.from('EncryptedPackage', 'utf16le'));
    throw new UnreadableFile(isEncrypted ? 'password' : 'oldExcel');
  }
  if (start.toString('latin1', 0, 2) === 'PK') return openWorksheet(await bytes(), columns);
  return openText(Buffer.isBuffer(source) ? piecesOf(source) : () => createReadStream(source.file), columns);
}

async function startOf(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const start = Buffer.alloc(8);
    const { bytesRead } = await handle.read(start, 0, start.length, 0);
    return start.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function openText<Field extends string>(
  pieces: Pieces,
  columns: Columns<Field>,
): Promise<OpenTable<Field>> {
  const encoding = await encodingOf(pieces);
  let start = '';
  for await (const piece of decodedPieces(pieces, encoding)) {
    start += piece;
    if (start.length >= startSize) break;
  }
  const { delimiter, header, rows, separatorLine } = chooseDelimiter(start, columns);
  if (rows.length === 0) throw new UnreadableFile('empty');
  const reading = newReading(
    { encoding, delimiter: header && header.headings.length > 1 ? delimiter : '' },
    header,
  );
  if (separatorLine) reading.passedOver.push({ what: 'separatorLine', count: 1, names: [] });
  return {
    header,
    first: rows[0]!.cells,
    reading,
    rows: () => {
      const read = delimitedRows(decodedPieces(pieces, encoding), delimiter);
      return rowsBelow(read, header!, reading, { separatorLine, isText: true });
    },
    close: async () => {},
  };
}

async function openWorksheet<Field extends string>(
  bytes: Buffer,
  columns: Columns<Field>,
): Promise<OpenTable<Field>> {
  const { worksheets, rowsOf, close } = await openWorkbook(bytes);
  const candidates = worksheets
    .map(({ rows: all, ...one }, at) => {
      const rows = all.filter(isFilled);
      const header = one.isHidden ? null : findHeader(rows, columns);
      return { ...one, rows, at, header, score: headerScore(header, columns) };
    })
    .filter(({ isHidden, rows }) => isHidden || rows.length > 0);
  const shown = candidates.filter(({ isHidden }) => !isHidden);
  if (shown.length === 0) {
    await close();
    throw new UnreadableFile('empty');
  }
  const best = shown.reduce((found, one) => (one.score > found.score ? one : found));
  const reading = newReading({ sheet: best.name }, best.header);
  const pass = (what: 'hiddenSheets' | 'otherSheets' | 'alikeSheets', passed: typeof candidates) => {
    const names = passed.map(({ name }) => name);
    if (names.length > 0) reading.passedOver.push({ what, count: names.length, names });
  };
  const others = shown.filter((one) => one !== best);
  const isAlike = ({ score }: { score: number }) => score >= 1000;
  pass('alikeSheets', others.filter(isAlike));
  pass(
    'otherSheets',
    others.filter((one) => !isAlike(one)),
  );
  const unseen = best.hiddenColumns.filter((column) => best.header?.fields[column]);
  const headings = unseen.map((column) => best.header?.headings[column] || columnName(column));
  readUnseen(reading, 'hiddenColumns', headings);
  pass(
    'hiddenSheets',
    candidates.filter(({ isHidden }) => isHidden),
  );
  return {
    header: best.header,
    first: best.rows[0]!.cells,
    reading,
    rows: () => rowsBelow(rowsOf(best.at), best.header!, reading, { separatorLine: 0, isText: false }),
    close,
  };
}

/** Rows below the header, while what is passed over is counted. */
async function* rowsBelow<Field extends string>(
  raw: AsyncIterable<RawRow>,
  header: Header<Field>,
  reading: Reading,
  { separatorLine, isText }: { separatorLine: number; isText: boolean },
): AsyncGenerator<TableRow> {
  const titles: number[] = [];
  const left: Record<LeftoverKind, number[]> = { headerRows: [], totalRows: [], noteRows: [] };
  /** Perhaps notes below the table; a row of it that follows makes them rows as well. */
  let notes: TableRow[] = [];
  const hidden: string[] = [];
  let empty = 0;
  let last = 0;
  const isFilledColumn: boolean[] = [];
  const counted = (row: TableRow) => {
    for (const [column, cell] of row.cells.entries()) if (cell) isFilledColumn[column] = true;
    return row;
  };
  for await (const one of raw) {
    // A workbook does not send its empty rows.
    if (!isText && last > 0) empty += Math.max(0, one.row - last - 1);
    last = one.row;
    if (one.isHidden && isFilled(one)) hidden.push(String(one.row));
    if (!isFilled(one)) empty += 1;
    else if (one.row <= header.row) {
      if (one.row < header.firstRow && one.row !== separatorLine) titles.push(one.row);
    } else {
      const row = tableRow(one, isText);
      const kind = leftoverKind(row, header);
      if (kind) {
        left[kind].push(row.row);
        continue;
      }
      if (row.cells.length === 0 && row.bad.length === 0) empty += 1;
      else if (isNote(row, header)) notes.push(row);
      else {
        yield* notes.map(counted);
        notes = [];
        yield counted(row);
      }
    }
  }
  left.noteRows = notes.map(({ row }) => row);
  readUnseen(reading, 'hiddenRows', hidden);
  account(reading, header, { titles, empty, left, isFilledColumn });
}

function readUnseen(reading: Reading, what: ReadUnseen['what'], names: string[]): void {
  if (names.length === 0) return;
  const one = { what, count: names.length, names: names.slice(0, 100) };
  reading.readUnseen = [...(reading.readUnseen ?? []), one];
}

function tableRow({ row, cells: raw, bad: damaged = [] }: RawRow, isText: boolean): TableRow {
  const cells = raw.map(tidyCell);
  const lost = isText ? [] : lostCells(cells);
  for (const { column } of lost) cells[column] = '';
  while (cells.length > 0 && cells.at(-1) === '') cells.pop();
  return { row, cells, written: isText ? raw.length : Number.POSITIVE_INFINITY, bad: [...damaged, ...lost] };
}

/** A text of which a program has kept only question marks. */
const lostCells = (cells: readonly string[]): BadCell[] =>
  cells.flatMap((cell, column) => (isLostText(cell) ? [{ column, kind: 'lost' as const, found: cell }] : []));

function account<Field extends string>(
  reading: Reading,
  { headings, fields }: Header<Field>,
  {
    titles,
    empty,
    left,
    isFilledColumn,
  }: {
    titles: number[];
    empty: number;
    left: Record<LeftoverKind, number[]>;
    isFilledColumn: boolean[];
  },
): void {
  const pass = (what: Reading['passedOver'][number]['what'], count: number, names: string[] = []) => {
    if (count > 0) reading.passedOver.push({ what, count, names });
  };
  const all = Array.from({ length: Math.max(headings.length, isFilledColumn.length) }, (_, column) => column);
  const unread = all.filter((column) => !fields[column] && (headings[column] || isFilledColumn[column]));
  const emptyColumns = headings.filter((heading, column) => !heading && !isFilledColumn[column]);
  pass('titleRows', titles.length, titles.map(String));
  pass('emptyRows', empty);
  for (const kind of leftoverKinds) pass(kind, left[kind].length, left[kind].map(String));
  pass('emptyColumns', emptyColumns.length);
  pass(
    'unreadColumns',
    unread.length,
    unread.map((column) => headings[column] || columnName(column)),
  );
}
