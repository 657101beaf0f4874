// The folder of a store: private, owned by one process, reported when damaged and never emptied; and what happens
// in it by itself, the removal of what has expired.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mongo } from 'mongoose';
import { Engine } from '../../../server/database/embedded/engine.ts';
import { FolderInUse } from '../../../server/database/embedded/folderLock.ts';
import { type Embedded, startEmbedded } from '../../../server/database/embedded/startEmbedded.ts';
import { openLmdbStorage } from '../../../server/database/embedded/storage/lmdbStorage.ts';
import { temporaryFolder } from './separateStore.ts';

describe('the folder of a store', () => {
  let folder: string;
  let store: Embedded | undefined;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(async () => {
    await store?.close();
    store = undefined;
    rmSync(folder, { recursive: true, force: true });
  });

  async function withCollection<T>(use: (things: mongo.Collection) => Promise<T>): Promise<T> {
    const client = await mongo.MongoClient.connect(store!.uri);
    try {
      return await use(client.db().collection('things'));
    } finally {
      await client.close();
    }
  }

  it('keeps everything for the next start', async () => {
    store = await startEmbedded({ folder });
    await withCollection((things) => things.insertOne({ n: 1 }));
    await store.close();
    store = await startEmbedded({ folder });
    assert.equal(await withCollection((things) => things.countDocuments()), 1);
  });

  it('is readable by its owner only, and so is the socket', async () => {
    store = await startEmbedded({ folder });
    const mode = (name: string) => (statSync(join(folder, name)).mode & 0o777).toString(8);
    assert.deepEqual([mode('.'), mode('store.sock'), mode('data.mdb')], ['700', '600', '600']);
  });

  it('names the living process that owns it', async () => {
    store = await startEmbedded({ folder });
    await assert.rejects(
      startEmbedded({ folder }),
      (error: FolderInUse) => error instanceof FolderInUse && error.pid === process.pid,
    );
    assert.equal(await withCollection((things) => things.countDocuments()), 0);
  });

  it('is not taken when its lock cannot be read, and says so', async () => {
    mkdirSync(join(folder, 'lock'));
    await assert.rejects(startEmbedded({ folder }), /lock .*cannot be read \(EISDIR\)/);
  });

  it('is taken over from a process that is gone, or whose number another one has now', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeFileSync(join(folder, 'lock'), `${pid} 1\n`);
    store = await startEmbedded({ folder });
    await store.close();
    writeFileSync(join(folder, 'lock'), `${process.pid} 1\n`);
    store = await startEmbedded({ folder });
    assert.match(readFileSync(join(folder, 'lock'), 'utf8'), new RegExp(`^${process.pid} `));
  });

  it('tells other processes the address while it is open', async () => {
    store = await startEmbedded({ folder });
    assert.equal(readFileSync(join(folder, 'uri'), 'utf8').trim(), store.uri);
    await store.close();
    assert.ok(
      !existsSync(join(folder, 'uri')) &&
        !existsSync(join(folder, 'lock')) &&
        !existsSync(join(folder, 'store.sock')),
    );
  });

  it('is released by a process that ends in the middle of its writes, without a crash', async function () {
    this.timeout(120_000);
    const program = fileURLToPath(new URL('./endingStore.ts', import.meta.url));
    const ended = spawnSync(process.execPath, ['--import', 'tsx', program, folder], {
      encoding: 'utf8',
      timeout: 50_000,
    });
    assert.deepEqual([ended.status, ended.signal, ended.stderr], [0, null, '']);
    assert.ok(!existsSync(join(folder, 'lock')));
    store = await startEmbedded({ folder });
    assert.deepEqual((await store.verify()).problems, []);
  });

  it('may have a path longer than a socket takes', async () => {
    const long = join(folder, 'a'.repeat(120));
    store = await startEmbedded({ folder: long });
    await withCollection((things) => things.insertOne({ n: 1 }));
  });

  it('is reported when its file is damaged, and left as it is', async () => {
    store = await startEmbedded({ folder });
    await withCollection((things) =>
      things.insertMany(Array.from({ length: 500 }, (_, n) => ({ n, text: 'x'.repeat(200) }))),
    );
    await store.close();
    store = undefined;
    const path = join(folder, 'data.mdb');
    const whole = readFileSync(path);
    const damage = [
      () => truncateSync(path, whole.length / 2),
      () => truncateSync(path, 0),
      () => rmSync(path),
      () => writeFileSync(path, Buffer.alloc(whole.length, 7)),
    ];
    for (const each of damage) {
      writeFileSync(path, whole);
      each();
      const size = existsSync(path) ? statSync(path).size : -1;
      await assert.rejects(startEmbedded({ folder }), /data\.mdb is damaged \(.+\); nothing was changed/);
      assert.equal(existsSync(path) ? statSync(path).size : -1, size);
    }
  });

  it('has no index that the version before left half made: it is made anew and whole', async () => {
    store = await startEmbedded({ folder });
    await withCollection((things) => things.insertMany([{ n: 1 }, { n: 2 }]));
    await store.close();
    const storage = openLmdbStorage(folder);
    const { catalog, writes } = new Engine(storage);
    await writes.write(() => {
      const [things] = catalog.list();
      const index = { id: catalog.newId(), name: 'n_1', key: { n: 1 }, unique: true, building: true };
      catalog.save({ ...things!, indexes: [index] });
    });
    await storage.close();
    store = await startEmbedded({ folder });
    const { winningPlan } = await withCollection(async (things) => {
      await things.createIndex({ n: 1 }, { unique: true });
      await assert.rejects(things.insertOne({ n: 2 }), { code: 11000 });
      return (await things.find({ n: 1 }).explain('queryPlanner')).queryPlanner;
    });
    assert.equal(winningPlan.inputStage.indexName, 'n_1');
    assert.deepEqual((await store.verify()).problems, []);
  });

  it('loses what a TTL index lets expire, and nothing else', async () => {
    store = await startEmbedded({ folder });
    const now = new Date('2026-03-21T00:00:00Z');
    const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
    const left = await withCollection(async (things) => {
      await things.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
      const docs = [{ at: ago(61) }, { at: ago(59) }, { at: [ago(10), ago(100)] }, { at: 'never' }, {}];
      await things.insertMany(docs.map((each, _id) => ({ _id: _id as never, ...each })));
      assert.equal(await store!.expireDocuments(now), 2);
      const all = await things.find().sort({ _id: 1 }).toArray();
      return all.map(({ _id }) => _id as unknown);
    });
    assert.deepEqual(left, [1, 3, 4]);
    assert.deepEqual((await store.verify()).problems, []);
  });
});
