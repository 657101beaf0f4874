// A backup is taken while the store is written to, restores into an empty database with every type, index and
// count, and is refused when it is damaged or the database is not empty.
import assert from 'node:assert/strict';
import { appendFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import mongoose, { type Connection, mongo } from 'mongoose';
import { backupTo } from '../../../server/database/backup/backupTo.ts';
import { BackupError, type Progress } from '../../../server/database/backup/manifest.ts';
import { restoreFrom } from '../../../server/database/backup/restoreFrom.ts';
import { openTestStore, type TestStore, temporaryFolder } from '../embedded/separateStore.ts';

const exotic = {
  _id: new mongo.ObjectId('0123456789abcdef01234567'),
  long: mongo.Long.fromString('9007199254740993'),
  double: new mongo.Double(1),
  bytes: new mongo.Binary(Buffer.from([0, 255])),
  id: new mongo.UUID('01234567-89ab-4def-8123-456789abcdef'),
  date: new Date(0),
  list: [1, 'ب', null, { a: true }],
};

describe('a backup', () => {
  let store: TestStore;
  let other: TestStore;
  let from: { connection: Connection; dataFolder: string | null };
  let to: Connection;
  let folder: string;
  before(async () => {
    [store, other] = [await openTestStore(), await openTestStore()];
    from = {
      connection: await mongoose.createConnection(store.uri, { dbName: store.db.databaseName }).asPromise(),
      dataFolder: store.dataFolder,
    };
    to = await mongoose.createConnection(other.uri, { dbName: other.db.databaseName }).asPromise();
    await store.db.collection('ballots').insertOne(exotic);
    await store.db.collection('ballots').createIndex({ date: 1 }, { expireAfterSeconds: 1e9, name: 'old' });
    await store.db
      .collection('accounts')
      .createIndex({ name: 1 }, { unique: true, partialFilterExpression: { name: { $exists: true } } });
    await store.db
      .collection('accounts')
      .insertMany(Array.from({ length: 2500 }, (_, n) => ({ name: `a${n}` })));
  });
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await other.empty();
  });
  after(async () => {
    await Promise.all([from.connection.close(), to.close()]);
    await Promise.all([store.close(), other.close()]);
  });

  it('restores every document with its types, and every index', async () => {
    const seen: Progress[] = [];
    await backupTo(folder, from, (progress) => seen.push(progress));
    await restoreFrom(folder, to, (progress) => seen.push(progress));
    const raw = { raw: true } as const;
    const [sent, got] = await Promise.all(
      [store, other].map(({ db }) => db.collection('ballots').findOne({}, raw)),
    );
    assert.deepEqual(got, sent);
    assert.equal(await other.db.collection('accounts').countDocuments(), 2500);
    for (const name of ['ballots', 'accounts'])
      assert.deepEqual(await other.db.collection(name).indexes(), await store.db.collection(name).indexes());
    assert.deepEqual(seen.at(-1), { collection: 'ballots', done: 1, total: 1 });
  });

  it('is of one moment when writes go on', async function () {
    const accounts = store.db.collection<{ _id: string; twin: string }>('twins');
    let going = true;
    const writing = (async () => {
      for (let n = 0; going && n < 5000; n++) {
        await accounts.insertOne({ _id: `z${n}`, twin: '' });
        await accounts.insertOne({ _id: `a${n}`, twin: `z${n}` });
      }
    })();
    const manifest = await backupTo(folder, from);
    going = false;
    await writing;
    await store.db.collection('twins').drop();
    if (!manifest.consistent) return this.skip();
    await restoreFrom(folder, to);
    const restored = await other.db.collection<{ _id: string; twin: string }>('twins').find({}).toArray();
    const ids = new Set(restored.map(({ _id }) => _id));
    assert.deepEqual(
      restored.filter(({ twin }) => twin !== '' && !ids.has(twin)),
      [],
    );
  });

  it('is refused into a database that holds documents, and changes nothing there', async () => {
    await backupTo(folder, from);
    await other.db.collection('accounts').insertOne({ name: 'here' });
    await assert.rejects(
      restoreFrom(folder, to),
      (error: Error) => error instanceof BackupError && /not empty/.test(error.message),
    );
    assert.equal(await other.db.collection('accounts').countDocuments(), 1);
  });

  it('is refused when a file was changed, and nothing is restored', async () => {
    await backupTo(folder, from);
    const file = readdirSync(folder).find((name) => name.endsWith('.gz'))!;
    appendFileSync(join(folder, file), 'x');
    await assert.rejects(restoreFrom(folder, to), (error: Error) => error.message.includes(file));
    assert.deepEqual(await other.db.listCollections().toArray(), []);
  });

  it('needs a folder of its own', async () => {
    appendFileSync(join(folder, 'mine.txt'), 'x');
    await assert.rejects(backupTo(folder, from), BackupError);
    assert.deepEqual(readdirSync(folder), ['mine.txt']);
  });
});
