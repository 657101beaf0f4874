// A store for the tests of this folder: a fresh embedded one, or a database of its own on the server that
// MONGODB_URI names. No test that uses it can tell which it is.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { startEmbedded } from '../../../server/database/embedded/startEmbedded.ts';

export interface TestStore {
  client: mongo.MongoClient;
  db: mongo.Db;
  uri: string;
  /** Of the embedded store; null on a real server. */
  dataFolder: string | null;
  /** Drops every collection. */
  empty(): Promise<void>;
  /** Throws unless documents and indexes agree. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the store; `close` leaves nothing behind. */
export async function openTestStore(options: mongo.MongoClientOptions = {}): Promise<TestStore> {
  const server = process.env.MONGODB_URI
    ? { uri: process.env.MONGODB_URI, dataFolder: null, stop: async () => {}, verify: async () => [] }
    : await embedded();
  const client = await mongo.MongoClient.connect(server.uri, options);
  const db = client.db(`test${process.pid}${Math.random().toString(36).slice(2, 8)}`);
  const empty = async () => {
    for (const { name } of await db.listCollections().toArray()) await db.dropCollection(name);
  };
  return {
    client,
    db,
    uri: server.uri,
    dataFolder: server.dataFolder,
    empty,
    async check() {
      assert.deepEqual(await server.verify(), []);
    },
    async close() {
      await empty();
      await client.close();
      await server.stop();
    },
  };
}

async function embedded() {
  const folder = temporaryFolder();
  const store = await startEmbedded({ folder });
  const stop = async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { uri: store.uri, dataFolder: folder, stop, verify: async () => (await store.verify()).problems };
}

/** A new empty folder of this test run. */
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'embedded-test-'));
