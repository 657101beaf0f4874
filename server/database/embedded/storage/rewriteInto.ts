// Copies all that is stored, entry by entry, into a new data file that takes the place of the old one, which is destroyed: pages of
// lmdb keep the bytes of what was removed from them, and so does its own compacting copy. Work goes on meanwhile; what it changes
// is copied again, and the exchange is one step in which nothing can be written. Killed at any moment, one whole file has the name.
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { destroyFile } from '../destroyFile.ts';
import type { ExitGate } from './exitGate.ts';
import { exchangeUnread } from './fileReaders.ts';
import { type DataFile, lockSuffix, openDataFile, type TableName } from './lmdbFile.ts';
import { readInChunks } from './storage.ts';

/** Keys, as latin1 text, that were written while the copy was made. */
export type Changes = Record<TableName, Set<string>>;

interface Rewrite {
  file: DataFile;
  changes: Changes;
  gate: ExitGate;
  /** Uses the new file from now on; returns the one before. */
  use(rewritten: DataFile): DataFile;
  signal: AbortSignal;
}

const tableNames: TableName[] = ['catalog', 'documents', 'entries'];
const everything = { start: Buffer.alloc(1), end: Buffer.alloc(8, 0xff) };
/** So many changed keys are copied within the exchange, in which nobody is answered. */
const maxLastChanges = 200;
const maxKeysPerStep = 250;
/** Between two steps others are answered; a step with its flush takes a few milliseconds. */
const pauseBetweenStepsMs = 2;
const readersPollMs = 100;

/** The file that is being written, the one that was replaced, and the readers' tables of lmdb beside them. */
export const rewrittenName = 'data.mdb.rewritten';
export const replacedName = 'data.mdb.replaced';

/** @throws the reason of the signal; then, as after an error, the old file is still in use and the new one is destroyed */
export async function rewriteInto(folder: string, rewrite: Rewrite): Promise<void> {
  await destroyLeftovers(folder);
  const target = openDataFile(join(folder, rewrittenName));
  let replaced: DataFile;
  try {
    await copyAll(rewrite, target);
    replaced = await exchange(folder, rewrite, target);
  } catch (error) {
    await target.close();
    await destroyLeftovers(folder);
    throw error;
  }
  flushNames(folder);
  await replaced.close();
  await destroyLeftovers(folder);
}

/** What a rewrite that did not end left behind: half a copy, or the old file after the new one has taken its place. */
export async function destroyLeftovers(folder: string): Promise<void> {
  const replaced = statSync(join(folder, replacedName), { throwIfNoEntry: false });
  const current = statSync(join(folder, 'data.mdb'), { throwIfNoEntry: false });
  // Killed just before the exchange: both are names of the file in use.
  if (replaced && replaced.ino === current?.ino) rmSync(join(folder, replacedName));
  for (const name of [rewrittenName, replacedName]) {
    await destroyFile(join(folder, name));
    await destroyFile(join(folder, `${name}${lockSuffix}`));
  }
}

async function copyAll({ file, gate, signal }: Rewrite, target: DataFile): Promise<void> {
  for (const name of tableNames)
    for (const chunk of readInChunks(file[name], everything)) {
      if (chunk.length > 0)
        gate.run(() =>
          target.transact(() => {
            for (const { key, value } of chunk) target[name].put(key, value);
          }),
        );
      await pause(pauseBetweenStepsMs);
      signal.throwIfAborted();
    }
}

/** Takes at most `max` changed keys and copies what is stored under them by now. */
function copyChanges({ file, changes, gate }: Rewrite, target: DataFile, max: number): void {
  gate.run(() =>
    target.transact(() => {
      let left = max;
      for (const name of tableNames)
        for (const text of changes[name]) {
          if (left-- <= 0) return;
          changes[name].delete(text);
          const key = Buffer.from(text, 'latin1');
          const value = file[name].get(key);
          if (value) target[name].put(key, value);
          else target[name].remove(key);
        }
    }),
  );
}

const countOf = (changes: Changes): number => tableNames.reduce((sum, name) => sum + changes[name].size, 0);

/** Waits for readers of the old file; @returns the old file, which nobody uses any more */
async function exchange(folder: string, rewrite: Rewrite, target: DataFile): Promise<DataFile> {
  const { changes, signal } = rewrite;
  for (let replaced: DataFile | undefined; ; ) {
    while (countOf(changes) > maxLastChanges) {
      copyChanges(rewrite, target, maxKeysPerStep);
      await pause(pauseBetweenStepsMs);
      signal.throwIfAborted();
    }
    exchangeUnread(folder, () => {
      copyChanges(rewrite, target, Number.POSITIVE_INFINITY);
      putInPlace(folder);
      replaced = rewrite.use(target);
    });
    if (replaced) return replaced;
    await pause(readersPollMs);
    signal.throwIfAborted();
  }
}

/** The old file keeps a name of its own, by which it is destroyed; the name of the data file never leads to none. */
function putInPlace(folder: string): void {
  const [current, rewritten] = [join(folder, 'data.mdb'), join(folder, rewrittenName)];
  linkSync(current, join(folder, replacedName));
  renameSync(`${rewritten}${lockSuffix}`, `${current}${lockSuffix}`);
  renameSync(rewritten, current);
}

/** The new name is on the disk before the old file is destroyed. */
function flushNames(folder: string): void {
  const directory = openSync(folder, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
