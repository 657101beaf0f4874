/**
 * Keeps read responses in a private temporary file until the whole input is known to be correct: memory stays constant, and an error in
 * the last line changes nothing in the store. The file is unlinked before the first answer is written, and encrypted with a key that only
 * this process has, so that even a killed import leaves no answers on the disk.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadResponse } from './readCells.ts';

export interface SpooledResponse {
  office: number;
  items: Buffer;
  demographics: Buffer;
}

const recordsPerChunk = 1024;

export interface ResponseSpool {
  add(response: ReadResponse): void;
  read(): AsyncGenerator<SpooledResponse>;
  remove(): void;
}

/** @param sizes bytes of the encoded items and of the background answers, the same for every response */
export function responseSpool(sizes: { items: number; demographics: number }): ResponseSpool {
  const folder = mkdtempSync(join(tmpdir(), 'farhangsanj-import-'));
  const path = join(folder, 'responses');
  const file = openSync(path, 'wx+', 0o600);
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  // Windows keeps the name of an open file.
  if (process.platform !== 'win32') removeFolder();
  const recordSize = 4 + sizes.items + sizes.demographics;
  const chunk = Buffer.alloc(recordSize * recordsPerChunk);
  const secret = [randomBytes(32), randomBytes(16)] as const;
  const cipher = createCipheriv('aes-256-ctr', ...secret);
  let filled = 0;
  const flush = () => {
    const sealed = cipher.update(chunk.subarray(0, filled));
    for (let at = 0; at < sealed.length; ) at += writeSync(file, sealed, at, sealed.length - at);
    filled = 0;
  };
  return {
    add({ office, items, demographics }) {
      if (filled === chunk.length) flush();
      chunk.writeUInt32LE(office, filled);
      chunk.set(items, filled + 4);
      chunk.set(demographics, filled + 4 + sizes.items);
      filled += recordSize;
    },
    async *read() {
      flush();
      const decipher = createDecipheriv('aes-256-ctr', ...secret);
      for await (const read of createReadStream(path, {
        fd: file,
        start: 0,
        autoClose: false,
        highWaterMark: chunk.length,
      })) {
        const bytes = decipher.update(read as Buffer);
        for (let at = 0; at < bytes.length; at += recordSize) {
          const answers = at + 4 + sizes.items;
          yield {
            office: bytes.readUInt32LE(at),
            items: bytes.subarray(at + 4, answers),
            demographics: bytes.subarray(answers, at + recordSize),
          };
        }
      }
    },
    remove() {
      closeSync(file);
      removeFolder();
    },
  };
}
