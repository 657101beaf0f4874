/**
 * Streams a table as a download while it is made, in constant memory and in turn with others. When the reader disconnects, making it stops
 * as well.
 */
import { Readable } from 'node:stream';
import type { Response } from 'express';
import { takeDownloadPlace } from '../http/downloadPlaces.ts';
import { sendStream } from '../http/sendStream.ts';
import type { Reader } from '../i18n/reader.ts';
import { inTurn } from './pieceTurns.ts';
import { workbook, xlsxType } from './xlsx/workbook.ts';
import type { XlsxWorksheet } from './xlsx/worksheet.ts';

export async function sendCsv(
  res: Response,
  name: string,
  pieces: AsyncIterable<string | Buffer>,
): Promise<void> {
  await takeDownloadPlace(res);
  res.attachment(name);
  res.type('text/csv; charset=utf-8');
  await sendStream(res, Readable.from(inTurn(pieces), { objectMode: false }));
}

/** Sends a workbook in the reader's writing direction. */
export async function sendXlsx(
  res: Response,
  name: string,
  worksheets: readonly XlsxWorksheet[],
  { dir }: Reader,
): Promise<void> {
  await takeDownloadPlace(res);
  res.attachment(name);
  res.type(xlsxType);
  await sendStream(res, workbook(worksheets, dir === 'rtl'));
}
