/** Passes bytes on unchanged and stops at the first line that is not UTF-8, because a wrong encoding would store wrong text. */
import { isUtf8 } from 'node:buffer';
import { Transform } from 'node:stream';

/** The line (from 1) of a file that is not valid UTF-8. */
export class NotUtf8 extends Error {
  constructor(readonly line: number) {
    super(`line ${line} is not UTF-8 text`);
    this.name = 'NotUtf8';
  }
}

const newline = 0x0a;

/** In UTF-8 no letter contains a line break, so complete lines are checked; the rest waits for the next chunk. */
export function checkUtf8(): Transform {
  let line = 1;
  let rest: Buffer = Buffer.alloc(0);
  const check = (bytes: Buffer) => {
    if (!isUtf8(bytes)) throw new NotUtf8(line - 1 + lineNotUtf8(bytes));
    line += count(bytes);
  };
  const guarded = (work: () => void, done: (error?: Error) => void) => {
    try {
      work();
      done();
    } catch (error) {
      done(error as Error);
    }
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const end = chunk.lastIndexOf(newline) + 1;
      guarded(() => {
        if (end > 0) check(Buffer.concat([rest, chunk.subarray(0, end)]));
        rest = end > 0 ? Buffer.from(chunk.subarray(end)) : Buffer.concat([rest, chunk]);
        this.push(chunk);
      }, done);
    },
    flush(done) {
      guarded(() => check(rest), done);
    },
  });
}

function count(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) lines += 1;
  return lines;
}

/** The first line (from 1) of bytes that are not UTF-8. */
export function lineNotUtf8(bytes: Buffer): number {
  let start = 0;
  for (let line = 1; ; line += 1) {
    const end = bytes.indexOf(newline, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}
