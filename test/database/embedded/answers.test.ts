// Answers that come in parts or from many documents: cursors, bulk writes, aggregation; and the sessions that
// connect-mongo keeps.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { mongo } from 'mongoose';
import { openTestStore, type TestStore } from './separateStore.ts';

const { MongoStore } = createRequire(import.meta.url)('connect-mongo') as typeof import('connect-mongo');

describe('answers', () => {
  let store: TestStore;
  let things: mongo.Collection<mongo.Document>;
  before(async () => {
    store = await openTestStore();
  });
  after(() => store.close());
  beforeEach(async () => {
    things = store.db.collection(`things${Math.random().toString(36).slice(2)}`);
    await things.insertMany(
      Array.from({ length: 1000 }, (_, n) => ({ _id: n as never, office: n % 4, n, half: n / 2 })),
    );
  });

  it('come in batches, and a killed cursor is gone', async () => {
    const db = store.db;
    const { cursor } = await db.command(
      { find: things.collectionName, batchSize: 10 },
      { promoteLongs: false },
    );
    assert.equal(cursor.firstBatch.length, 10);
    // A server takes the id back as the 64-bit integer that it gave, and refuses the double that a plain number would be.
    assert.equal(cursor.id._bsontype, 'Long');
    const more = { getMore: cursor.id, collection: things.collectionName, batchSize: 5 };
    assert.deepEqual(
      (await db.command(more)).cursor.nextBatch.map(({ n }: { n: number }) => n),
      [10, 11, 12, 13, 14],
    );
    await db.command({ killCursors: things.collectionName, cursors: [cursor.id] });
    await assert.rejects(db.command(more), { code: 43 });
    assert.equal((await things.find({}, { batchSize: 7 }).toArray()).length, 1000);
  });

  it('are given for no id of a cursor that is not the 64-bit integer that it was', async () => {
    const { id } = (
      await store.db.command({ find: things.collectionName, batchSize: 10 }, { promoteLongs: false })
    ).cursor;
    for (const other of [
      id.toNumber(),
      String(id),
      new mongo.Double(id.toNumber()),
      new mongo.Int32(7),
      null,
    ]) {
      const more = { getMore: other, collection: things.collectionName };
      await assert.rejects(store.db.command(more, { ignoreUndefined: true }), { code: 14 });
      const kill = { killCursors: things.collectionName, cursors: [other] };
      await assert.rejects(store.db.command(kill), { code: 14 });
    }
    const rest = await store.db.command({ getMore: id, collection: things.collectionName });
    assert.equal(rest.cursor.nextBatch.length, 990);
  });

  it('of a cursor go on over documents removed in the meantime', async () => {
    const cursor = things.find({}, { batchSize: 10 }).sort({ _id: 1 });
    await cursor.next();
    await things.deleteMany({ n: { $gte: 500 } });
    let last = 0;
    for await (const { n } of cursor) last = n;
    assert.equal(last, 499);
  });

  it('of a bulk write name each failure; ordered stops at the first', async () => {
    const writes = [
      { insertOne: { document: { _id: 1 as never } } },
      { insertOne: { document: { _id: 2000 as never } } },
      { updateOne: { filter: { _id: 5 as never }, update: { $inc: { office: 'x' as never } } } },
    ];
    const failures = async (ordered: boolean) => {
      const error: mongo.MongoBulkWriteError = await things.bulkWrite(writes, { ordered }).then(
        () => assert.fail(),
        (reason) => reason,
      );
      return [error.insertedCount, [error.writeErrors].flat().map((each) => [each.index, each.code])];
    };
    assert.deepEqual(await failures(true), [0, [[0, 11000]]]);
    assert.deepEqual(await failures(false), [
      1,
      [
        [0, 11000],
        [2, 14],
      ],
    ]);
  });

  it('of a bulk write of hundreds of statements come in their order, whatever they change', async () => {
    const steps = Array.from({ length: 450 }, (_, n) => ({
      updateOne: { filter: { _id: 1 as never }, update: { $push: { steps: n as never } } },
    }));
    const { modifiedCount, upsertedIds } = await things.bulkWrite([
      ...steps,
      { updateMany: { filter: { office: 1 }, update: { $set: { seen: 450 } } } },
      { updateOne: { filter: { _id: 1 as never, seen: 450 }, update: { $set: { last: true } } } },
      { updateOne: { filter: { _id: 5000 as never }, update: { $set: { n: -1 } }, upsert: true } },
    ]);
    assert.deepEqual([modifiedCount, Object.values(upsertedIds)], [450 + 250 + 1, [5000]]);
    const changed = await things.findOne({ _id: 1 as never });
    assert.deepEqual([changed?.steps, changed?.last], [Array.from({ length: 450 }, (_, n) => n), true]);
    const missing = Array.from({ length: 450 }, (_, n) => ({
      updateOne: {
        filter: { _id: 1 as never },
        update: n === 300 ? { $inc: { steps: 1 } } : { $inc: { count: 1 } },
      },
    }));
    await assert.rejects(things.bulkWrite(missing as never[]), { code: 14 });
    assert.equal((await things.findOne({ _id: 1 as never }))?.count, 300);
  });

  it('of an aggregation match, sort, skip, limit and count by groups', async () => {
    const counted = await things
      .aggregate([
        { $match: { n: { $lt: 100 } } },
        { $match: { office: { $gte: 2 } } },
        { $group: { _id: { office: '$office' }, n: { $sum: 1 }, twice: { $sum: 2 } } },
      ])
      .toArray();
    assert.deepEqual(
      counted.sort((left, right) => left._id.office - right._id.office),
      [
        { _id: { office: 2 }, n: 25, twice: 50 },
        { _id: { office: 3 }, n: 25, twice: 50 },
      ],
    );
    const few = await things.aggregate([{ $sort: { n: -1 } }, { $skip: 10 }, { $limit: 2 }]).toArray();
    assert.deepEqual(
      few.map(({ n }) => n),
      [989, 988],
    );
    assert.equal(await things.countDocuments({ n: { $gte: 10 } }, { skip: 5, limit: 20 }), 20);
  });

  it('keep a session of connect-mongo', async () => {
    const sessions = MongoStore.create({
      client: store.client as never,
      dbName: store.db.databaseName,
      autoRemove: 'native',
    });
    const session = { cookie: { originalMaxAge: 60_000 }, account: 'a' };
    await new Promise<void>((resolve, reject) =>
      sessions.set('s1', session as never, (error) => (error ? reject(error) : resolve())),
    );
    const got = await new Promise((resolve) => sessions.get('s1', (_error, found) => resolve(found)));
    assert.deepEqual(got, session);
    assert.equal((await store.db.collection('sessions').indexes())[1]?.expireAfterSeconds, 0);
  });
});
