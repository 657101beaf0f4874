/**
 * One store a process: the embedded one in a temporary folder, or the real MongoDB of MONGODB_URI. It is opened by the first test file
 * that asks, emptied before each test of every file that calls `useDatabase`, and goes with the process.
 */
import mongoose from 'mongoose';
import { connect, type Store } from '../../server/database/connect.ts';
import { noteCommands, sentByProduct } from './sentCommands.ts';
import { temporaryFolder } from './temporaryFolder.ts';

let opened: Promise<Store> | undefined;

export function openTestStore(): Promise<Store> {
  if (opened) return opened;
  mongoose.connection.once('connected', () => noteCommands(mongoose.connection.getClient(), sentByProduct));
  opened = connect(
    { mongodbUri: ownDatabase(process.env.MONGODB_URI), dataDir: temporaryFolder('test') },
    { monitorCommands: true },
  );
  return opened;
}

/** The test store as `backupTo` takes it. */
export async function testStoreSource() {
  const { dataFolder } = await openTestStore();
  return { connection: mongoose.connection, dataFolder };
}

/** Of several processes that run tests on one server each has a database of its own, named after the one that is given. */
export function ownDatabase(uri: string | undefined): string | undefined {
  const worker = process.env.MOCHA_WORKER_ID;
  if (!uri || worker === undefined) return uri;
  const [, server = '', name = '', options = ''] = /^(\w[\w+]*:\/\/[^/?]+)\/?([^?]*)(.*)$/.exec(uri) ?? [];
  return `${server}/${name || 'test'}-${worker}${options}`;
}

/** Registers hooks: the store is open before, and empty before each test (or only before the first). */
export function useDatabase({ emptyEach = true } = {}): void {
  before(async function () {
    this.timeout(120_000);
    await openTestStore();
    await emptyStore();
  });
  if (emptyEach) beforeEach(emptyStore);
}

export async function emptyStore(): Promise<void> {
  const collections = (await mongoose.connection.db?.collections()) ?? [];
  await Promise.all(collections.map((collection) => collection.deleteMany({})));
}

/** For programs, which end when nothing is open any more. */
export async function closeStore(): Promise<void> {
  await (await opened)?.close();
  opened = undefined;
}
