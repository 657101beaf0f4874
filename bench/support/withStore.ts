/**
 * Opens the store in a folder for as long as something is put into it. With MONGODB_URI it is a database of this run alone on that server,
 * emptied for each folder and dropped at the end; the programs that are measured find it in their environment.
 */
import mongoose from 'mongoose';
import { connect } from '../../server/database/connect.ts';

const given = process.env.MONGODB_URI;
let lastFolder = '';

/** Before anything is measured: the database that the server is asked for is never the one that MONGODB_URI names. */
export function useOwnDatabase(): void {
  if (!given) return;
  const [, server = '', options = ''] = /^(\w[\w+]*:\/\/[^/?]+)(?:\/[^?]*)?(.*)$/.exec(given) ?? [];
  process.env.MONGODB_URI = `${server}/farhangsanj-bench-${process.pid}${options}`;
}

export async function withStore<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const mongodbUri = process.env.MONGODB_URI;
  if (mongodbUri && dataDir !== lastFolder) await dropOwnDatabase();
  lastFolder = dataDir;
  const store = await connect({ mongodbUri, dataDir });
  try {
    return await work();
  } finally {
    await store.close();
  }
}

/** Leaves nothing of this run on the server. */
export async function dropOwnDatabase(): Promise<void> {
  if (!given) return;
  const connection = await mongoose.createConnection(process.env.MONGODB_URI ?? '').asPromise();
  await connection.dropDatabase();
  await connection.close();
}
