// A backup reads the data file beside its owner; replacing the file and reading it exclude each other by marks in the folder: a reader
// sets its mark before it looks for a replacement under way, and a replacement sets its mark before it looks for readers.
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { beganAt, isAlive } from '../folderLock.ts';

const readerPrefix = 'reader';
const exchangeMark = 'exchange';
const waitMs = 20;
/** An exchange takes milliseconds: a mark that stays is that of a process that was killed. */
const maxWaitMs = 10_000;

/** Runs `read` while the data file keeps its name. */
export async function readingDataFile<T>(folder: string, read: () => Promise<T>): Promise<T> {
  const name = [readerPrefix, process.pid, beganAt(process.pid), randomBytes(6).toString('hex')].join('.');
  const mark = join(folder, name);
  const until = performance.now() + maxWaitMs;
  for (;;) {
    writeFileSync(mark, '', { mode: 0o600 });
    if (!existsSync(join(folder, exchangeMark)) || performance.now() > until) break;
    rmSync(mark, { force: true });
    await pause(waitMs);
  }
  try {
    return await read();
  } finally {
    rmSync(mark, { force: true });
  }
}

/** Runs `exchange` unless somebody reads the file. */
export function exchangeUnread(folder: string, exchange: () => void): void {
  const mark = join(folder, exchangeMark);
  writeFileSync(mark, '', { mode: 0o600 });
  try {
    if (!hasReaders(folder)) exchange();
  } finally {
    rmSync(mark, { force: true });
  }
}

/** Marks of processes that are gone are removed. */
function hasReaders(folder: string): boolean {
  const marks = readdirSync(folder).filter((name) => name.startsWith(`${readerPrefix}.`));
  const alive = marks.filter((name) => {
    const [, pid, began] = name.split('.');
    return isAlive(Number(pid)) && beganAt(Number(pid)) === began;
  });
  for (const name of marks) if (!alive.includes(name)) rmSync(join(folder, name), { force: true });
  return alive.length > 0;
}

/** At the start of the owner, when nobody can be exchanging. */
export const removeExchangeMark = (folder: string): void =>
  rmSync(join(folder, exchangeMark), { force: true });
