/**
 * All documents of a released wave one after another: those of each office in the order of the tree, then the book, then the list of their
 * digests. The next office is read while the documents of the one before are set; memory holds one office and the pages of the book.
 */
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Reader } from '../i18n/reader.ts';
import { officeTree } from '../offices/officeTree.ts';
import type { RenderPdf } from '../pdf/renderPdf.ts';
import { rootOffice } from '../waves/rootOffice.ts';
import type { Wave } from '../waves/wave.ts';
import { type BookOffice, bookData, bookOffice } from './book.ts';
import { kitOffice } from './kitOffice.ts';
import { kitFile, kitFileName, kitFiles } from './officeDocuments.ts';
import { type OfficeReading, readOffice } from './officeReading.ts';

export interface MadeFile {
  /** With slashes, below the folder of the kit. */
  path: string;
  bytes: Buffer;
}

export const sumsName = 'SHA256SUMS';

interface Making {
  reader: Reader;
  render: RenderPdf;
  baseUrl: string;
  /** Whether the reader may see an office in an earlier wave. */
  mayRead(office: string, earlier: Wave): boolean;
  onProgress?(done: number, total: number): Promise<void> | void;
}

/** How many steps there are: each office and the book. */
export const kitSteps = (wave: Pick<Wave, 'offices'>) => wave.offices.length + 1;

export async function* waveKit(wave: Wave, making: Making): AsyncGenerator<MadeFile> {
  const { reader, render, baseUrl, mayRead, onProgress } = making;
  const total = kitSteps(wave);
  const codes = officeTree(wave.offices)
    .inOrder()
    .map(({ office }) => office.code);
  const readNext = (code: string | undefined) =>
    code === undefined
      ? Promise.resolve(null)
      : readOffice(wave, { office: code, baseUrl, mayRead: (earlier) => mayRead(code, earlier) }, reader);
  const [sums, pages]: [string[], BookOffice[]] = [[], []];
  const noted = (file: MadeFile) => {
    sums.push(`${createHash('sha256').update(file.bytes).digest('hex')}  ${file.path}`);
    return file;
  };
  let province: OfficeReading | null = null;
  let reading = await readNext(codes[0]);
  for (const [at, code] of codes.entries()) {
    if (reading) {
      const office = kitOffice(reading, reader);
      let fit = 0;
      const setting: RenderPdf = (template, data, options) =>
        render(template, data, { ...options, onNote: (noted) => (fit = Number(noted)) });
      const files = Promise.all(kitFiles.map((file) => kitFile(file, reading!, reader, setting, office)));
      const [made, next] = await Promise.all([files, readNext(codes[at + 1])]);
      for (const [i, bytes] of made.entries())
        yield noted({ path: `${code}/${kitFileName(code, kitFiles[i]!)}`, bytes });
      pages.push(bookOffice(reading, office, fit, reader));
      if (code === rootOffice(wave)) province = reading;
      reading = next;
    }
    await onProgress?.(at + 1, total);
    // Requests that came meanwhile are answered first.
    await setImmediate();
  }
  if (province) {
    const data = bookData(wave, kitOffice(province, reader), pages, reader);
    yield noted({ path: 'book.pdf', bytes: await render('kit/book', data, { standard: 'ua-1' }) });
  }
  yield { path: sumsName, bytes: Buffer.from(`${sums.join('\n')}\n`) };
  await onProgress?.(total, total);
}
