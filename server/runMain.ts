/** The life of a process at a terminal: start, wait for SIGINT or SIGTERM, stop. What cannot start says why in a line. */
import mongoose from 'mongoose';
import { ConfigError } from './config.ts';
import { FolderInUse } from './database/embedded/folderLock.ts';
import { NewerDataError } from './database/schemaVersion.ts';
import { ListenError } from './http/listen.ts';
import { FolderError } from './prepareFolders.ts';
import type { Served } from './serve.ts';

const explained = [ConfigError, FolderError, FolderInUse, ListenError, NewerDataError];

export async function runMain(start: () => Promise<Served>): Promise<void> {
  try {
    const starting = start();
    process.on('SIGUSR2', () => void replaceWorkers(starting));
    const { stop } = await starting;
    let asked = false;
    const end = async () => {
      if (asked) process.exit(1);
      asked = true;
      await stop();
      process.exit(0);
    };
    process.on('SIGINT', end);
    process.on('SIGTERM', end);
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n`);
    process.exit(1);
  }
}

async function replaceWorkers(starting: Promise<Served>): Promise<void> {
  const served = await starting;
  try {
    if (!served.replaceWorkers) throw new Error('There is only one process; WORKERS above 1 makes several.');
    await served.replaceWorkers();
    process.stdout.write('All workers were replaced.\n');
  } catch (error) {
    process.stderr.write(`The workers were not replaced. ${(error as Error).message}\n`);
  }
}

function reasonOf(error: unknown): string {
  if (explained.some((kind) => error instanceof kind)) return sentence((error as Error).message);
  if (error instanceof mongoose.Error.MongooseServerSelectionError)
    return `The database named by MONGODB_URI does not answer: ${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
