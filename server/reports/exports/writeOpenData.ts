/** Writes a wave's open data, codebook, table of reports and checksum into a folder; no half-written file is left when it fails. */
import { createHash, type Hash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Wave } from '../../waves/wave.ts';
import { codebook, codebookName, openDataName } from './codebook.ts';
import { openData } from './openData.ts';
import { reportTable, reportTableName } from './reportTable.ts';

export interface WrittenOpenData {
  rows: number;
  /** Names of the files in the folder. */
  files: string[];
  sha256: string;
}

/** @throws CannotAnonymise, and errors of the file system. */
export async function writeOpenData(wave: Wave, folder: string): Promise<WrittenOpenData> {
  const { summary, pieces } = await openData(wave);
  await mkdir(folder, { recursive: true });
  const name = openDataName(wave._id);
  const hash = createHash('sha256');
  await writeWhole(folder, name, hashed(pieces(), hash));
  const sha256 = hash.digest('hex');
  const book = `${JSON.stringify(codebook(wave, summary, sha256), null, 2)}\n`;
  await writeFile(join(folder, codebookName(wave._id)), book);
  await writeFile(join(folder, `${name}.sha256`), `${sha256}  ${name}\n`);
  await writeWhole(folder, reportTableName(wave._id), reportTable(wave));
  const files = [name, codebookName(wave._id), `${name}.sha256`, reportTableName(wave._id)];
  return { rows: summary.rows, files, sha256 };
}

/** Under another name until it is complete. */
async function writeWhole(folder: string, name: string, pieces: AsyncIterable<string>): Promise<void> {
  const unfinished = join(folder, `.${name}.unfinished`);
  try {
    await pipeline(Readable.from(pieces), createWriteStream(unfinished));
    await rename(unfinished, join(folder, name));
  } finally {
    await rm(unfinished, { force: true });
  }
}

async function* hashed(pieces: AsyncIterable<string>, hash: Hash): AsyncGenerator<string> {
  for await (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
}
