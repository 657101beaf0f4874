/**
 * The store's contract, tried on any server within a minute: `npx mocha test/database/contract.test.ts` for the embedded store, with
 * MONGODB_URI for another. Everything that the product sends is sent here and its outcome looked at; nothing else is.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { requireAtomicUpdates, requireServer } from '../../server/database/requireServer.ts';
import { serverOptions } from '../../server/database/serverOptions.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { noteCommands, nothingSent } from '../support/sentCommands.ts';
import { beyondContract, describeContract, missingFrom } from '../support/storeContract.ts';
import { openTestStore } from '../support/testStore.ts';

type Doc = mongo.Document & { _id: string };
const duplicateKey = 11000;
const ids = (documents: { _id: unknown }[]) => documents.map(({ _id }) => _id);

describe('the contract of the store', function () {
  this.timeout(60_000);
  const sent = nothingSent();
  let client: mongo.MongoClient;
  let db: mongo.Db;
  let things: mongo.Collection<Doc>;
  let made = 0;
  before(async () => {
    const { uri } = await openTestStore();
    client = new mongo.MongoClient(uri, { ...serverOptions(uri), monitorCommands: true });
    noteCommands(client, sent);
    await client.connect();
    db = client.db();
  });
  beforeEach(() => {
    made += 1;
    things = db.collection<Doc>(`contract${process.pid}x${made}`);
  });
  afterEach(() => things.drop().catch(() => false));
  after(() => client?.close());

  /** For what the product does without. */
  const orWithout = async (test: Mocha.Context, attempt: () => Promise<unknown>) => {
    try {
      return await attempt();
    } catch (error) {
      test.test!.title += ` (refused: ${(error as Error).message.slice(0, 100)})`;
      return test.skip();
    }
  };

  it('asks for a server of version 6.0 that takes writes', () => requireServer(db));

  it('finds by equality, range, list, presence and alternatives, also in lists and nested documents', async () => {
    await things.insertMany([
      { _id: 'a', n: 1, list: ['x', 'y'], of: { kind: 'k' }, none: null },
      { _id: 'b', n: 2, list: ['y'], of: { kind: 'l' } },
      { _id: 'c', n: 3, list: [], of: { kind: 'k' }, none: 'some' },
    ]);
    const found = async (filter: mongo.Filter<Doc>) =>
      ids(await things.find(filter).sort({ _id: 1 }).toArray());
    assert.deepEqual(await found({ list: 'y' }), ['a', 'b']);
    assert.deepEqual(await found({ 'of.kind': 'k' }), ['a', 'c']);
    assert.deepEqual(await found({ n: { $eq: 2 } }), ['b']);
    assert.deepEqual(await found({ n: { $gt: 1, $lt: 3 } }), ['b']);
    assert.deepEqual(await found({ n: { $gte: 2, $lte: 3 } }), ['b', 'c']);
    assert.deepEqual(await found({ n: { $in: [1, 3, 9] } }), ['a', 'c']);
    assert.deepEqual(await found({ none: { $exists: false } }), ['b']);
    assert.deepEqual(await found({ none: null }), ['a', 'b']);
    assert.deepEqual(await found({ none: { $ne: null } }), ['c']);
    assert.deepEqual(await found({ 'of.kind': 'k', $or: [{ n: 3 }, { list: 'z' }] }), ['c']);
    assert.deepEqual(await things.findOne({ _id: 'b' }, { projection: { n: 1, _id: 0 } }), { n: 2 });
    assert.deepEqual(Object.keys((await things.findOne({ _id: 'b' }, { projection: { of: 0 } })) ?? {}), [
      '_id',
      'n',
      'list',
    ]);
  });

  it('sorts by bytes and numbers, nothing first, skips and limits', async () => {
    const words = ['ی', 'ا', 'پ', 'ک', 'A', 'a'];
    await things.insertMany([...words.map((_id, n) => ({ _id, n })), { _id: 'none' }] as Doc[]);
    const byBytes = [...words, 'none'].sort((one, other) =>
      Buffer.compare(Buffer.from(one), Buffer.from(other)),
    );
    assert.deepEqual(ids(await things.find().sort({ _id: 1 }).toArray()), byBytes);
    assert.deepEqual(ids(await things.find().sort({ n: 1 }).skip(1).limit(2).toArray()), ['ی', 'ا']);
    assert.equal((await things.find().sort({ n: 1 }).toArray())[0]?._id, 'none');
    assert.equal((await things.find().sort({ n: -1 }).toArray())[0]?._id, 'a');
  });

  it('gives back every byte as it was stored', async () => {
    const document = {
      _id: 'می‌دانم',
      bytes: new mongo.Binary(Buffer.from([0, 255, 128, 10])),
      empty: new mongo.Binary(Buffer.alloc(0)),
      date: new Date('2026-11-23T08:30:00.123Z'),
      int: 1,
      double: new mongo.Double(2),
      half: 0.5,
      long: mongo.Long.fromString('9007199254740993'),
      list: [1, 'ب', null, { a: [true, {}] }],
      nothing: null,
    };
    await things.insertOne(document as never);
    const raw = (await things.findOne({ _id: document._id }, { raw: true })) as unknown as Buffer;
    assert.deepEqual(Buffer.from(raw), Buffer.from(mongo.BSON.serialize(document)));
  });

  it('changes documents by each operator, and makes those that are missing', async () => {
    await things.insertOne({ _id: 'a', n: 1, gone: 1, list: [1], set: ['x'], of: { n: 1 } });
    const { matchedCount, modifiedCount } = await things.updateOne({ _id: 'a', n: 1 }, {
      $set: { 'of.kind': 'k' },
      $unset: { gone: 1 },
      $inc: { n: 2, 'of.n': 1 },
      $push: { list: 2 },
      $addToSet: { set: 'x' },
    } as never);
    assert.deepEqual([matchedCount, modifiedCount], [1, 1]);
    await things.updateOne({ _id: 'a' }, { $pull: { list: 1 } } as never);
    assert.deepEqual(await things.findOne({ _id: 'a' }), {
      _id: 'a',
      n: 3,
      list: [2],
      set: ['x'],
      of: { n: 2, kind: 'k' },
    });
    const upsert = { upsert: true };
    const first = await things.updateOne({ _id: 'b' }, { $set: { n: 1 }, $setOnInsert: { born: 1 } }, upsert);
    await things.updateOne({ _id: 'b' }, { $set: { n: 2 }, $setOnInsert: { born: 2 } }, upsert);
    assert.equal(first.upsertedId, 'b');
    assert.deepEqual(await things.findOne({ _id: 'b' }), { _id: 'b', born: 1, n: 2 });
    await things.replaceOne({ _id: 'c' }, { only: 1 } as never, upsert);
    await things.replaceOne({ _id: 'c' }, { other: 1 } as never, upsert);
    assert.deepEqual(await things.findOne({ _id: 'c' }), { _id: 'c', other: 1 });
    assert.equal((await things.updateMany({ n: { $gt: 0 } }, { $set: { seen: true } })).matchedCount, 2);
    assert.equal((await things.updateOne({ _id: 'b', n: 2 }, { $set: { n: 2 } })).modifiedCount, 0);
  });

  it('keeps each of many changes of one document, and lets one of many claims win', async () => {
    await requireAtomicUpdates(db);
    await things.insertOne({ _id: 'a', n: 0 });
    await Promise.all(Array.from({ length: 50 }, () => things.updateOne({ _id: 'a' }, { $inc: { n: 1 } })));
    assert.equal((await things.findOne({ _id: 'a' }))?.n, 50);
    for (let round = 0; round < 10; round += 1) {
      const _id = `right${round}`;
      await things.insertOne({ _id, used: false, by: null });
      const claim = (by: number) =>
        things.findOneAndUpdate({ _id, $or: [{ used: false }, { by }] }, { $set: { used: true, by } });
      const claimed = (await Promise.all([1, 2, 3, 4, 5].map(claim))).filter(Boolean);
      assert.equal(claimed.length, 1, `${claimed.length} claimed one right`);
      assert.equal(claimed[0]?.used, false, 'as it was before');
    }
  });

  it('finds and changes, finds and deletes in one step', async () => {
    await things.insertOne({ _id: 'a', n: 1 });
    const after = await things.findOneAndUpdate(
      { _id: 'a' },
      { $set: { n: 2 } },
      { returnDocument: 'after' },
    );
    assert.deepEqual(after, { _id: 'a', n: 2 });
    assert.equal(await things.findOneAndUpdate({ _id: 'b' }, { $set: { n: 2 } }), null);
    assert.deepEqual(await things.findOneAndDelete({ _id: 'a', n: 2 }), { _id: 'a', n: 2 });
    assert.equal(await things.findOneAndDelete({ _id: 'a' }), null);
  });

  it('stores the others of a group when some are there already, and names these', async () => {
    await things.insertOne({ _id: 'b' });
    const error = await things
      .insertMany([{ _id: 'a' }, { _id: 'b' }, { _id: 'c' }], { ordered: false })
      .then(
        () => assert.fail('no duplicate was seen'),
        (reason: mongo.MongoBulkWriteError) => reason,
      );
    const failed = [error.writeErrors].flat();
    assert.deepEqual(
      failed.map(({ index, code }) => [index, code]),
      [[1, duplicateKey]],
    );
    assert.deepEqual(ids(await things.find().sort({ _id: 1 }).toArray()), ['a', 'b', 'c']);
  });

  it('changes and deletes in groups', async () => {
    await things.insertMany(['a', 'b', 'c', 'd'].map((_id) => ({ _id, n: 0 })));
    const written = await things.bulkWrite(
      [
        { updateOne: { filter: { _id: 'a' }, update: { $set: { n: 1 } } } },
        { replaceOne: { filter: { _id: 'e' }, replacement: { n: 5 } as never, upsert: true } },
      ],
      { ordered: false },
    );
    assert.deepEqual([written.modifiedCount, written.upsertedCount], [1, 1]);
    await things.bulkWrite(['a', 'b'].map((_id) => ({ deleteOne: { filter: { _id } } })));
    assert.equal((await things.deleteMany({ n: 0 })).deletedCount, 2);
    assert.deepEqual(ids(await things.find().toArray()), ['e']);
  });

  it('counts and sums by group', async () => {
    await things.insertMany(
      ['x', 'y', 'x', 'x'].map((unit, n) => ({ _id: `${n}`, unit, wave: n < 3 ? 'w' : 'v' })),
    );
    const groups = await things
      .aggregate([{ $match: { wave: 'w' } }, { $group: { _id: { unit: '$unit' }, n: { $sum: 1 } } }])
      .toArray();
    assert.deepEqual(
      new Map(groups.map(({ _id, n }) => [_id.unit, n])),
      new Map([
        ['x', 2],
        ['y', 1],
      ]),
    );
    assert.equal(await things.countDocuments({ wave: 'w' }), 3);
    assert.equal(await things.estimatedDocumentCount(), 4);
  });

  it('reads many documents in parts, in the order of their ids, and forgets a reading that is given up', async () => {
    const many = Array.from({ length: 1200 }, (_, n) => ({ _id: `${10_000 + n}`, text: 'م'.repeat(400) }));
    await things.insertMany(many);
    const read: string[] = [];
    for await (const { _id } of things.find({}, { hint: { _id: 1 }, batchSize: 100 })) read.push(_id);
    assert.deepEqual(read, ids(many));
    const cursor = things.find({}, { batchSize: 10 });
    await cursor.next();
    await things.updateOne({ _id: '11199' }, { $set: { text: '' } });
    await cursor.close();
  });

  it('finds what was just acknowledged', async () => {
    for (let n = 0; n < 30; n += 1) {
      await things.updateOne({ _id: 'a' }, { $set: { n } }, { upsert: true });
      assert.equal((await things.findOne({ _id: 'a' }))?.n, n);
    }
  });

  it('makes indexes once, also when many ask, and keeps a unique key unique', async () => {
    await Promise.all([1, 2, 3].map(() => things.createIndex({ code: 1 }, { unique: true })));
    await things.createIndex({ 'of.kind': 1, list: 1 });
    const indexes = await things.indexes();
    assert.deepEqual(indexes.map(({ name }) => name).sort(), ['_id_', 'code_1', 'of.kind_1_list_1']);
    const raced = await Promise.allSettled(
      Array.from({ length: 10 }, (_, n) => things.insertOne({ _id: `${n}`, code: 'same' })),
    );
    assert.equal(raced.filter(({ status }) => status === 'fulfilled').length, 1);
    await things.insertOne({ _id: 'other', code: 'other' });
    await assert.rejects(things.updateOne({ _id: 'other' }, { $set: { code: 'same' } }), {
      code: duplicateKey,
    });
  });

  it('takes the largest documents of the product, and as many of them as one message holds', async () => {
    await things.insertOne({ _id: 'report', report: { text: 'x'.repeat(4_000_000) } });
    const ballot = new mongo.Binary(Buffer.alloc(4300, 7));
    await things.insertMany(Array.from({ length: 2000 }, (_, n) => ({ _id: `${n}`, sealed: ballot })));
    assert.equal(await things.countDocuments({}), 2001);
  });

  it('lists and drops collections', async () => {
    await db.createCollection(things.collectionName);
    const [listed] = await db.listCollections({ name: things.collectionName }).toArray();
    assert.equal(listed?.name, things.collectionName);
    assert.ok(
      (await db.listCollections({}, { nameOnly: true }).toArray()).some(
        ({ name }) => name === things.collectionName,
      ),
    );
    await things.drop();
    assert.deepEqual(await db.listCollections({ name: things.collectionName }).toArray(), []);
  });

  it('may cluster a collection by its ids', async function () {
    const clusteredIndex = { key: { _id: 1 }, unique: true };
    await orWithout(this, async () => {
      await db.createCollection(things.collectionName, { clusteredIndex });
      const [listed] = await db.listCollections({ name: things.collectionName }).toArray();
      const isClustered = listed && 'options' in listed && listed.options?.clusteredIndex;
      if (!isClustered) throw new Error('the option is taken and forgotten');
    });
    await things.insertMany([{ _id: 'c' }, { _id: 'a' }, { _id: 'b' }]);
    assert.deepEqual(ids(await things.find().toArray()), ['a', 'b', 'c']);
  });

  it('may let documents expire', async function () {
    await orWithout(this, () => things.createIndex({ expires: 1 }, { expireAfterSeconds: 0 }));
    assert.equal((await things.indexes()).find(({ name }) => name === 'expires_1')?.expireAfterSeconds, 0);
  });

  it('is this and nothing else, and stands in server/database/README.md', () => {
    assert.deepEqual([missingFrom(sent), beyondContract(sent)], [[], []]);
    const page = readFileSync(join(projectRoot, 'server/database/README.md'), 'utf8');
    assert.ok(page.includes(describeContract()), `server/database/README.md lacks:\n${describeContract()}`);
  });
});
