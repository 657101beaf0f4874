/**
 * Lines of the log on stderr, in their order, without anybody waiting for them. A log that cannot be written (a file on a full disk) ends
 * nothing: its lines wait for room, as many as there is memory set aside for, and are tried again with each new one.
 */
import { write, writeSync } from 'node:fs';

const stderr = 2;
const maxWaitingBytes = 1024 * 1024;
const busyPauseMs = 100;

/** Shared by all loggers of the process, so that their lines do not mix. */
let waiting: Buffer[] = [];
let waitingBytes = 0;
let isWriting = false;
let isFlushedAtExit = false;

export const logLines = {
  write(line: string): void {
    add(line);
    if (!isWriting) writeNext();
  },
};

/** For a process that is about to end. */
export const lastLogLines = {
  write(line: string): void {
    add(line);
    flush();
  },
};

function add(line: string): void {
  if (!isFlushedAtExit) {
    isFlushedAtExit = true;
    process.once('exit', flush);
  }
  const bytes = Buffer.from(line);
  if (waitingBytes + bytes.length > maxWaitingBytes) return;
  waiting.push(bytes);
  waitingBytes += bytes.length;
}

function takeAll(): Buffer {
  const all = Buffer.concat(waiting);
  waiting = [];
  waitingBytes = 0;
  return all;
}

function putBack(rest: Buffer): void {
  if (rest.length === 0) return;
  waiting.unshift(rest);
  waitingBytes += rest.length;
}

function writeNext(): void {
  const lines = takeAll();
  isWriting = true;
  write(stderr, lines, 0, lines.length, null, (error, written) => {
    isWriting = false;
    putBack(error ? lines : lines.subarray(written));
    // A pipe whose reader is slow; what failed for another reason is tried again with the next line.
    if (error?.code === 'EAGAIN') setTimeout(() => !isWriting && writeNext(), busyPauseMs).unref();
    else if (!error && waiting.length > 0) writeNext();
  });
}

/** Tries once, and goes on while something of it is taken. */
function flush(): void {
  try {
    while (waiting.length > 0) {
      const lines = takeAll();
      putBack(lines.subarray(writeSync(stderr, lines)));
    }
  } catch {}
}
