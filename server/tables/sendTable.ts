/**
 * Streams a table as a download while it is made, in constant memory and in turn with others. When the reader disconnects, making it stops
 * as well.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { takeDownloadPlace } from '../http/downloadPlaces.ts';
import type { Reader } from '../i18n/reader.ts';
import { inTurn } from './pieceTurns.ts';
import { workbook, xlsxType } from './xlsx/workbook.ts';
import type { XlsxWorksheet } from './xlsx/worksheet.ts';

export async function sendCsv(
  res: Response,
  name: string,
  pieces: AsyncIterable<string | Buffer>,
): Promise<void> {
  takeDownloadPlace(res);
  res.attachment(name);
  res.type('text/csv; charset=utf-8');
  await send(res, Readable.from(inTurn(pieces), { objectMode: false }));
}

/** Sends a workbook in the reader's writing direction. */
export async function sendXlsx(
  res: Response,
  name: string,
  worksheets: readonly XlsxWorksheet[],
  { dir }: Reader,
): Promise<void> {
  takeDownloadPlace(res);
  res.attachment(name);
  res.type(xlsxType);
  await send(res, workbook(worksheets, dir === 'rtl'));
}

async function send(res: Response, content: Readable): Promise<void> {
  try {
    await pipeline(content, res);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
