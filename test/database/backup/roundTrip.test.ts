/**
 * A backup moves every document between a server and the embedded store and back, the same to the byte: with MONGODB_URI from that server,
 * otherwise from one embedded store to another.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import mongoose, { type Connection, mongo } from 'mongoose';
import { backupTo } from '../../../server/database/backup/backupTo.ts';
import { restoreFrom } from '../../../server/database/backup/restoreFrom.ts';
import { startEmbedded } from '../../../server/database/embedded/startEmbedded.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { emptyStore, openTestStore, useDatabase } from '../../support/testStore.ts';

/** Of every document, by collection and id: SHA-256 of its bytes. */
async function sums(connection: Connection): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const db = connection.db!;
  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray())
    for await (const bytes of db
      .collection(name)
      .find({}, { raw: true }) as unknown as AsyncIterable<Buffer>) {
      const { _id } = mongo.BSON.deserialize(bytes);
      found.set(
        `${name} ${mongo.BSON.EJSON.stringify(_id)}`,
        createHash('sha256').update(bytes).digest('hex'),
      );
    }
  return found;
}

/** Names and kinds, by collection. */
async function indexesOf(connection: Connection): Promise<Record<string, string[]>> {
  const db = connection.db!;
  const found: Record<string, string[]> = {};
  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray())
    found[name] = (await db.collection(name).indexes())
      .map(({ key, unique, expireAfterSeconds }) =>
        JSON.stringify([key, unique ?? false, expireAfterSeconds]),
      )
      .sort();
  return Object.fromEntries(Object.entries(found).sort());
}

const documents: Record<string, object[]> = {
  ballots: Array.from({ length: 600 }, (_, n) => ({
    _id: createHash('sha256').update(`${n}`).digest('hex'),
    wave: 'w',
    unit: `u${n % 7}`,
    sealed: Buffer.alloc(40 + n, n),
  })),
  waves: [
    {
      _id: 'w',
      title: 'فرهنگ‌سازمانی «پاییز»',
      opensAt: new Date('2026-11-23T08:30:00.007Z'),
      job: null,
      units: [],
      share: 0.1,
      whole: new mongo.Double(3),
      many: mongo.Long.fromString('9007199254740993'),
      count: { received: 600, unitsDone: ['u1', 'u2'] },
    },
  ],
  accounts: [{ _id: 'sara', username: 'sara' }],
};

describe('a backup and back', () => {
  useDatabase();
  const folder = temporaryFolder('trip');
  beforeEach(async () => {
    const db = mongoose.connection.db!;
    for (const [name, some] of Object.entries(documents))
      await db.collection(name).insertMany(some as never[]);
  });
  after(async () => {
    await emptyStore();
    rmSync(folder, { recursive: true, force: true });
  });

  it('keeps the checksum of every document and every index', async () => {
    const { dataFolder: ofServer } = await openTestStore();
    const server = mongoose.connection;
    const kinds = await indexesOf(server);
    const sent = await sums(server);
    assert.equal(sent.size, 602);
    await backupTo(join(folder, 'out'), { connection: server, dataFolder: ofServer });
    const dataFolder = join(folder, 'data');
    const embedded = await startEmbedded({ folder: dataFolder });
    const inside = await mongoose.createConnection(embedded.uri).asPromise();
    await restoreFrom(join(folder, 'out'), inside);
    assert.deepEqual(await sums(inside), sent);
    await backupTo(join(folder, 'back'), { connection: inside, dataFolder });
    await emptyStore();
    await restoreFrom(join(folder, 'back'), server);
    assert.deepEqual(await sums(server), sent);
    assert.deepEqual(await indexesOf(server), kinds);
    await inside.close();
    await embedded.close();
  });
});
