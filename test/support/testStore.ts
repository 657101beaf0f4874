/**
 * One store a run: the embedded one in a temporary folder, or the real MongoDB of MONGODB_URI. It is opened by the
 * first test file that asks and emptied before each test of every file that calls `useDatabase`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { connect, type Store } from '../../server/database/connect.ts';

let opened: Promise<Store> | undefined;
let folder: string | undefined;

export function openTestStore(): Promise<Store> {
  if (!opened) {
    folder = mkdtempSync(join(tmpdir(), 'fs-test-'));
    opened = connect({ mongodbUri: process.env.MONGODB_URI, dataDir: folder });
  }
  return opened;
}

/** The test store as `backupTo` takes it. */
export async function testStoreSource() {
  const { dataFolder } = await openTestStore();
  return { connection: mongoose.connection, dataFolder };
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

export async function closeStore(): Promise<void> {
  const store = await opened;
  opened = undefined;
  await store?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
}
