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
    const { stop } = await start();
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

function reasonOf(error: unknown): string {
  if (explained.some((kind) => error instanceof kind)) return sentence((error as Error).message);
  if (error instanceof mongoose.Error.MongooseServerSelectionError)
    return `The database named by MONGODB_URI does not answer: ${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
