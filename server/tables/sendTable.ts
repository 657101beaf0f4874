/**
 * Streams a table as a download while it is made, in constant memory. When the reader disconnects, making it stops as well. Each reads the
 * store from end to end, so only some are made at once, and one that nobody reads on gives its place up.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { Overloaded } from '../http/overloadGate.ts';
import { whenOver } from '../http/whenOver.ts';
import type { Reader } from '../i18n/reader.ts';
import { workbook, xlsxType } from './xlsx/workbook.ts';
import type { XlsxWorksheet } from './xlsx/worksheet.ts';

const maxAtOnce = 4;
const maxUnreadMs = 30_000;
let sending = 0;

export async function sendCsv(
  res: Response,
  name: string,
  pieces: AsyncIterable<string | Buffer>,
): Promise<void> {
  takePlace(res);
  res.attachment(name);
  res.type('text/csv; charset=utf-8');
  await send(res, Readable.from(pieces, { objectMode: false }));
}

/** Sends a workbook in the reader's writing direction. */
export async function sendXlsx(
  res: Response,
  name: string,
  worksheets: readonly XlsxWorksheet[],
  { dir }: Reader,
): Promise<void> {
  takePlace(res);
  res.attachment(name);
  res.type(xlsxType);
  await send(res, workbook(worksheets, dir === 'rtl'));
}

/** @throws Overloaded */
function takePlace(res: Response): void {
  if (sending >= maxAtOnce) throw new Overloaded();
  sending += 1;
  whenOver(res, () => {
    sending -= 1;
  });
  res.setTimeout(maxUnreadMs, () => res.destroy());
}

async function send(res: Response, content: Readable): Promise<void> {
  try {
    await pipeline(content, res);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
