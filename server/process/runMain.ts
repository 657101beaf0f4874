/** The life of a process at a terminal: start, wait for SIGINT or SIGTERM, stop. If it cannot start, it prints why. */
import { once } from 'node:events';
import { mongo } from 'mongoose';
import { LostAccounts } from '../accounts/requireSoundAccounts.ts';
import { ConfigError } from '../config.ts';
import { FolderInUse } from '../database/embedded/folderLock.ts';
import { DamagedStore, UnreadableStore } from '../database/embedded/storage/checkDataFile.ts';
import { isOutOfSpace } from '../database/isOutOfSpace.ts';
import { MissingMigrationError, NewerDataError } from '../database/schemaVersion.ts';
import { storeProblem } from '../database/storeProblem.ts';
import { ListenError } from '../http/listenHttp.ts';
import { FolderError } from '../prepareFolders.ts';
import { logCrash } from './logCrashes.ts';
import type { RunningServer } from './serve.ts';

const errorsWithSentence = [
  ConfigError,
  DamagedStore,
  FolderError,
  ListenError,
  LostAccounts,
  MissingMigrationError,
  NewerDataError,
  UnreadableStore,
];

/**
 * A signal during the start ends it after the present step (a migration, listening): everything is closed and the exit code is 0; a
 * second signal ends it at once. Before this is called nothing is open, and a signal ends the process in the normal way.
 */
export async function runMain(start: (stopping: AbortSignal) => Promise<RunningServer>): Promise<void> {
  const stopping = new AbortController();
  const stop = () => {
    if (stopping.signal.aborted) process.exit(1);
    stopping.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const starting = start(stopping.signal);
  process.on('SIGUSR2', () => void replaceWorkers(starting));
  const served = await starting.catch((error: unknown) => {
    // Why it did not start does not matter any more.
    if (stopping.signal.aborted) return undefined;
    const reason = reasonOf(error);
    if (reason) process.stderr.write(`${reason}\n`);
    else logCrash(error);
    return process.exit(1);
  });
  if (!stopping.signal.aborted) await once(stopping.signal, 'abort');
  await served?.stop();
  process.exit(0);
}

async function replaceWorkers(starting: Promise<RunningServer>): Promise<void> {
  const served = await starting;
  try {
    if (!served.replaceWorkers) throw new Error('There is only one process; WORKERS above 1 makes several.');
    await served.replaceWorkers();
    process.stdout.write('All workers were replaced.\n');
  } catch (error) {
    process.stderr.write(`The workers were not replaced. ${(error as Error).message}\n`);
  }
}

/** The sentence for the person at the terminal; undefined for what nobody foresaw. */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof FolderInUse)
    return `${capitalise(error.message)}. Stop that process first, or name another folder with DATA_DIR.`;
  if (errorsWithSentence.some((kind) => error instanceof kind)) return capitalise((error as Error).message);
  if (error instanceof mongo.MongoServerError && error.codeName === 'OutOfDiskSpace')
    return `${capitalise(error.message)}. Make room on the disk of the database (DATA_DIR without MONGODB_URI).`;
  if (isOutOfSpace(error))
    return 'No room is left on the disk of DATA_DIR, KEY_DIR or BACKUP_DIR: make room on it and start again. Everything stored before is kept.';
  return storeProblem(error);
}

const capitalise = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
