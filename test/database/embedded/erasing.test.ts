// What was deleted cannot be read from the store's folder, a search of its raw bytes included; nothing that is stored is lost on the
// way, written meanwhile or not, and not when the process is killed at any moment of it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { mongo } from 'mongoose';
import { copyDataFile } from '../../../server/database/embedded/copyDataFile.ts';
import { type Embedded, startEmbedded } from '../../../server/database/embedded/startEmbedded.ts';
import { readingDataFile } from '../../../server/database/embedded/storage/fileReaders.ts';
import { temporaryFolder } from './separateStore.ts';

interface Person {
  _id: number;
  address: string | null;
}

const people = 3000;
const address = (n: number) => `secret-${n}@example.org`;
const storedNames = ['data.mdb', 'data.mdb-lock', 'format'];

/** The raw bytes of all files of the folder. */
function bytesOf(folder: string): string {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(folder, entry.name), 'latin1'))
    .join('\n');
}

describe('erasing what was deleted', () => {
  let folder: string;
  let store: Embedded;
  let client: mongo.MongoClient;
  let collection: mongo.Collection<Person>;

  async function open(): Promise<void> {
    store = await startEmbedded({ folder });
    client = await mongo.MongoClient.connect(store.uri);
    collection = client.db().collection<Person>('people');
  }
  async function close(): Promise<void> {
    await client.close();
    await store.close();
  }
  beforeEach(async function () {
    this.timeout(30_000);
    folder = temporaryFolder();
    await open();
    await collection.createIndex({ address: 1 });
    await collection.insertMany(Array.from({ length: people }, (_, n) => ({ _id: n, address: address(n) })));
  });
  afterEach(async () => {
    await close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Half are deleted, a quarter lose their address. */
  async function forget(): Promise<void> {
    await collection.deleteMany({ _id: { $lt: people / 2 } });
    await collection.updateMany({ _id: { $lt: (people * 3) / 4 } }, { $set: { address: null } });
  }
  const readable = () => {
    const bytes = bytesOf(folder);
    return Array.from({ length: people }, (_, n) => n).filter((n) => bytes.includes(address(n)));
  };
  const kept = Array.from({ length: people / 4 }, (_, n) => n + (people * 3) / 4);

  it('leaves no byte of it in any file, and everything else as it was', async function () {
    this.timeout(30_000);
    await forget();
    assert.ok(readable().length > people / 2, 'without erasing the test would find nothing either');
    await client.db().command({ eraseDeleted: 1 });
    assert.deepEqual(readable(), kept);
    assert.equal(await collection.countDocuments(), people / 2);
    assert.deepEqual((await store.verify()).problems, []);
    await client.db().collection('people').insertOne({ after: true });
    await close();
    assert.deepEqual(readdirSync(folder).sort(), storedNames);
    await open();
    assert.equal(await collection.countDocuments(), people / 2 + 1);
    await client.db().command({ eraseDeleted: 1 });
  });

  it('keeps what is written, changed and deleted meanwhile', async function () {
    this.timeout(60_000);
    await forget();
    let erasing = true;
    let n = people;
    /** As often as it takes for enough writes to meet it, however fast either is. */
    const eraseAgain = async () => {
      for (let time = 0; time < 3 || n <= people + 20; time++) await client.db().command({ eraseDeleted: 1 });
    };
    const erased = eraseAgain().finally(() => {
      erasing = false;
    });
    for (; erasing; n++) {
      await collection.insertOne({ _id: n, address: address(n) });
      if (n % 2 === 0) await collection.deleteOne({ _id: n });
      else await collection.updateOne({ _id: n }, { $set: { address: `new-${n}` } });
    }
    await erased;
    assert.ok(n > people + 20, `only ${n - people} writes met it`);
    await close();
    await open();
    assert.deepEqual((await store.verify()).problems, []);
    const written = Array.from({ length: n - people }, (_, at) => people + at).filter((at) => at % 2 === 1);
    const stored = await collection.find({ _id: { $gte: people } }).toArray();
    assert.deepEqual(
      stored.map(({ _id, address: is }) => [_id, is]),
      written.map((at) => [at, `new-${at}`]),
    );
  });

  it('waits for whoever reads the file, and a reader never sees half of it', async function () {
    this.timeout(30_000);
    let erased = false;
    const target = temporaryFolder();
    let erasing: Promise<unknown> | undefined;
    await readingDataFile(folder, async () => {
      erasing = client
        .db()
        .command({ eraseDeleted: 1 })
        .then(() => {
          erased = true;
        });
      await pause(700);
      assert.equal(erased, false);
    });
    await erasing;
    const again = client.db().command({ eraseDeleted: 1 });
    await copyDataFile(folder, target);
    await again;
    const copy = await startEmbedded({ folder: target });
    assert.deepEqual((await copy.verify()).problems, []);
    await copy.close();
    rmSync(target, { recursive: true, force: true });
  });

  it('is given up when the store closes, and loses nothing', async function () {
    this.timeout(30_000);
    await forget();
    const erasing = client
      .db()
      .command({ eraseDeleted: 1 })
      .catch((error: Error) => error);
    await pause(10);
    await store.close();
    await erasing;
    await client.close();
    await open();
    assert.equal(await collection.countDocuments(), people / 2);
    assert.deepEqual((await store.verify()).problems, []);
  });

  it('loses nothing when killed at any moment, and the next start destroys what is left of the old file', async function () {
    const kills = Number(process.env.KILLS ?? 6);
    this.timeout(30_000 + kills * 20_000);
    await forget();
    await close();
    const program = fileURLToPath(new URL('./erasingStore.ts', import.meta.url));
    for (let kill = 0; kill < kills; kill++) {
      const child = spawn(process.execPath, ['--import', 'tsx', program, folder]);
      const exited = once(child, 'exit');
      await once(child.stdout, 'data');
      await pause((kill * 37) % 150);
      child.kill('SIGKILL');
      await exited;
      await open();
      assert.deepEqual((await store.verify()).problems, []);
      assert.equal(await collection.countDocuments(), people / 2);
      assert.deepEqual(
        readdirSync(folder).filter((name) => /rewritten|replaced|exchange/.test(name)),
        [],
      );
      await close();
    }
    await open();
    await client.db().command({ eraseDeleted: 1 });
    assert.deepEqual(readable(), kept);
  });
});
