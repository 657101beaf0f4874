/**
 * A workbook as a stream: worksheets are made and compressed while they are sent, one after another, so neither a worksheet nor the file
 * is ever in memory as a whole. Compression runs in Node's threads, and the same worksheets give the same bytes.
 */
import { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { inTurn } from '../pieceTurns.ts';
import { sameEachTime } from '../zipEntry.ts';
import { workbookParts, worksheetPath } from './workbookParts.ts';
import { worksheetXml, type XlsxWorksheet } from './worksheet.ts';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Twice as fast as the default of 6, for a tenth more bytes. */
const packed = { ...sameEachTime, compressionLevel: 3 };

/** An error in a worksheet's rows ends the stream with that error; destroying the stream stops reading rows. */
export function workbook(worksheets: readonly XlsxWorksheet[], rightToLeft: boolean): Readable {
  const zip = new ZipFile();
  const out = new PassThrough();
  let current: Readable | undefined;
  const fail = (error: Error) => out.destroy(error);
  zip.on('error', fail);
  for (const [path, xml] of workbookParts(worksheets.map(({ name }) => name))) {
    zip.addBuffer(Buffer.from(xml), path, sameEachTime);
  }
  for (const [position, worksheet] of worksheets.entries()) {
    zip.addReadStreamLazy(worksheetPath(position), packed, (give) => {
      if (out.destroyed) return;
      current = Readable.from(inTurn(worksheetXml(worksheet, rightToLeft)), { objectMode: false });
      current.on('error', fail);
      give(null, current);
    });
  }
  zip.end();
  zip.outputStream.on('error', fail);
  zip.outputStream.pipe(out);
  out.on('close', () => current?.destroy());
  return out;
}
