/**
 * The rows of an uploaded file as text, whether it is CSV (any usual separator, UTF-8, UTF-16 or the Arabic code page of
 * Windows) or an xlsx workbook. Workbooks are unpacked in a separate thread, so that the server can answer meanwhile.
 */
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { readWorkbook } from './readWorkbook.ts';

export interface TableRow {
  /** As the spreadsheet counts, from 1. */
  row: number;
  cells: string[];
}

export type NoTable = 'empty' | 'oldExcel' | 'notAList' | 'damagedWorkbook';

/** The file is no table at all; nothing was read from it. */
export class NotATable extends Error {
  readonly reason: NoTable;
  constructor(reason: NoTable) {
    super(`The file is no table: ${reason}`);
    this.reason = reason;
  }
}

const startsWith = (bytes: Buffer, ...start: number[]) => start.every((byte, at) => bytes[at] === byte);

/** @throws NotATable, at the latest while the rows are read */
export async function* readTable(bytes: Buffer): AsyncGenerator<TableRow> {
  if (bytes.length === 0) throw new NotATable('empty');
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw new NotATable('oldExcel');
  if (startsWith(bytes, 0x50, 0x4b)) return yield* workbookRows(bytes);
  yield* csvRows(textOf(bytes));
}

async function* workbookRows(bytes: Buffer): AsyncGenerator<TableRow> {
  const rows = await readWorkbook(bytes).catch(() => {
    throw new NotATable('damagedWorkbook');
  });
  for (const [at, cells] of rows.entries()) yield { row: at + 1, cells };
}

async function* csvRows(text: string): AsyncGenerator<TableRow> {
  const parser = Readable.from([text]).pipe(
    parse({
      delimiter: separatorOf(text),
      relaxColumnCount: true,
      relaxQuotes: true,
      skipEmptyLines: false,
      info: true,
    }),
  );
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      yield { row: info.lines, cells: record };
    }
  } catch {
    throw new NotATable('notAList');
  }
}

function textOf(bytes: Buffer): string {
  if (startsWith(bytes, 0xff, 0xfe)) return new TextDecoder('utf-16le').decode(bytes);
  if (startsWith(bytes, 0xfe, 0xff)) return new TextDecoder('utf-16be').decode(bytes);
  const text = decoded(bytes, 'utf-8') ?? decoded(bytes, 'windows-1256');
  if (text === null || notText.test(text.slice(0, 4000))) throw new NotATable('notAList');
  return text;
}

/** Control characters and beginnings of pictures, PDFs and programs, which no list has; or the start of an HTML page that some programs save as a workbook. */
const notText = /[^\P{Cc}\t\r\n\f\v]|^%PDF|^\s*<(!doctype|html|head|meta|body|table|\?xml)/iu;

function decoded(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The most frequent separator in the first line with words. */
function separatorOf(text: string): string {
  const hasColumns = (line: string) => /\p{L}/u.test(line) && /[,;\t]/.test(line);
  const line = text.split(/\r?\n/, 20).find(hasColumns) ?? '';
  const countOf = (separator: string) => line.split(separator).length;
  return [',', ';', '\t'].reduce((best, one) => (countOf(one) > countOf(best) ? one : best));
}
