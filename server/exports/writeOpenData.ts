/** Writes a wave's open data, codebook, table of reports and checksum into a folder; a failure leaves no half-written file. */
import { createHash, type Hash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readerOfLanguage } from '../i18n/reader.ts';
import { streamPublishedReports } from '../reports/published/findPublished.ts';
import type { Report } from '../reports/published/reportObject.ts';
import { workbook } from '../tables/xlsx/workbook.ts';
import type { XlsxWorksheet } from '../tables/xlsx/worksheet.ts';
import type { Wave } from '../waves/wave.ts';
import { codebook, codebookName, openDataName } from './codebook.ts';
import { openData } from './openData.ts';
import { openDataWorksheets } from './openDataWorksheets.ts';
import { reportTableHead, reportTableLines, reportTableName, scoreWorksheet } from './reportTable.ts';

export interface WrittenOpenData {
  rows: number;
  /** Names of the files in the folder. */
  files: string[];
  sha256: string;
}

export interface WriteOptions {
  /** Also write the workbooks, in Persian. */
  xlsx?: boolean;
  /** Called for each response that is read: once to decide what to mask and once for each file. */
  onRead?: () => void;
}

/** @throws CannotAnonymise, and errors of the file system. */
export async function writeOpenData(
  wave: Wave,
  folder: string,
  { xlsx = false, onRead }: WriteOptions = {},
): Promise<WrittenOpenData> {
  // One pass over the reports serves both the decision what to publish and their table.
  const table = [reportTableHead];
  const reports = observed(streamPublishedReports(wave), (report) =>
    table.push(reportTableLines(wave, report)),
  );
  const data = await openData(wave, { ...(onRead && { onRead }), reports });
  const { summary, pieces } = data;
  await mkdir(folder, { recursive: true });
  const name = openDataName(wave._id);
  const hash = createHash('sha256');
  await writeWhole(folder, name, hashed(pieces(onRead), hash));
  const sha256 = hash.digest('hex');
  const book = codebook(wave, summary, sha256);
  await writeWhole(folder, codebookName(wave._id), [`${JSON.stringify(book, null, 2)}\n`]);
  await writeWhole(folder, `${name}.sha256`, [`${sha256}  ${name}\n`]);
  await writeWhole(folder, reportTableName(wave._id), table);
  const files = [name, codebookName(wave._id), `${name}.sha256`, reportTableName(wave._id)];
  if (xlsx) files.push(...(await writeWorkbooks(wave, folder, { ...data, codebook: book, sha256 })));
  return { rows: summary.rows, files, sha256 };
}

async function writeWorkbooks(
  wave: Wave,
  folder: string,
  files: Parameters<typeof openDataWorksheets>[1],
): Promise<string[]> {
  const reader = readerOfLanguage('fa');
  const made: [string, XlsxWorksheet[]][] = [
    [openDataName(wave._id, 'xlsx'), openDataWorksheets(wave, files, reader)],
    [reportTableName(wave._id, 'xlsx'), [scoreWorksheet(wave, streamPublishedReports(wave), reader)]],
  ];
  for (const [name, worksheets] of made) await writeWhole(folder, name, workbook(worksheets, true));
  return made.map(([name]) => name);
}

/** Under another name until it is complete. */
async function writeWhole(
  folder: string,
  name: string,
  pieces: Iterable<string> | AsyncIterable<string | Buffer>,
): Promise<void> {
  const unfinished = join(folder, `.${name}.unfinished`);
  try {
    await pipeline(Readable.from(pieces), createWriteStream(unfinished));
    await rename(unfinished, join(folder, name));
  } finally {
    await rm(unfinished, { force: true });
  }
}

async function* observed(reports: AsyncIterable<Report>, observe: (report: Report) => void) {
  for await (const report of reports) {
    observe(report);
    yield report;
  }
}

async function* hashed(pieces: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
}
