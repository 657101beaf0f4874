/** The files of a flat folder as one stream, and back: before each file a line of JSON with its name and size. */
import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { BackupError } from './manifest.ts';

const fileHead = z.strictObject({ name: z.string().regex(/^[^/\\\0]{1,255}$/), size: z.int().min(0) });
const maxHeadBytes = 1024;

export async function* packFolder(folder: string): AsyncGenerator<Buffer> {
  for (const name of (await readdir(folder)).sort()) {
    const path = join(folder, name);
    const { size } = await stat(path);
    yield Buffer.from(`${JSON.stringify({ name, size })}\n`);
    yield* createReadStream(path) as AsyncIterable<Buffer>;
  }
}

/** Fills an empty folder. @throws BackupError when the stream ends too early or is no packed folder */
export async function unpackInto(folder: string, packed: AsyncIterable<Buffer>): Promise<void> {
  const input = byteReader(packed);
  for (;;) {
    const line = await input.line(maxHeadBytes);
    if (line === null) return;
    const { name, size } = parseHead(line);
    const file = await open(join(folder, name), 'wx', 0o600);
    try {
      for await (const part of input.bytes(size)) await file.write(part);
    } finally {
      await file.close();
    }
  }
}

function parseHead(line: string): z.infer<typeof fileHead> {
  try {
    const head = fileHead.parse(JSON.parse(line));
    if (head.name !== '.' && head.name !== '..') return head;
  } catch {}
  throw notPacked();
}

const notPacked = () => new BackupError('the backup is not in the form that this program writes');

/** Lines and counted bytes from a stream of pieces of any size. */
function byteReader(pieces: AsyncIterable<Buffer>) {
  const iterator = pieces[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  const more = async (): Promise<boolean> => {
    const { value, done } = await iterator.next();
    if (done) return false;
    rest = rest.length > 0 ? Buffer.concat([rest, value]) : value;
    return true;
  };
  return {
    /** null at the end of the stream. */
    async line(maxBytes: number): Promise<string | null> {
      while (!rest.includes(10)) {
        if (rest.length > maxBytes) throw notPacked();
        if (await more()) continue;
        if (rest.length > 0) throw notPacked();
        return null;
      }
      const end = rest.indexOf(10);
      const line = rest.toString('utf8', 0, end);
      rest = rest.subarray(end + 1);
      return line;
    },
    async *bytes(count: number): AsyncGenerator<Buffer> {
      for (let left = count; left > 0; ) {
        if (rest.length === 0 && !(await more()))
          throw new BackupError('the backup ends in the middle of a file');
        const part = rest.subarray(0, left);
        rest = rest.subarray(part.length);
        left -= part.length;
        yield part;
      }
    },
  };
}
