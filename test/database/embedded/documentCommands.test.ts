// What the product does with documents all day: insert, find, change and remove them, with the guarantees the
// participation counters and the ballot box rely on.
import assert from 'node:assert/strict';
import type { mongo } from 'mongoose';
import { openTestStore, type TestStore } from './separateStore.ts';

describe('documents', () => {
  let store: TestStore;
  let things: mongo.Collection<mongo.Document>;
  before(async () => {
    store = await openTestStore();
  });
  after(() => store.close());
  beforeEach(async () => {
    things = store.db.collection(`things${Math.random().toString(36).slice(2)}`);
  });

  it('are found by range, sorted, skipped and limited', async () => {
    await things.insertMany([5, 3, 9, 1, 7].map((n) => ({ n })));
    const found = await things
      .find({ n: { $gt: 1 } })
      .sort({ n: -1 })
      .skip(1)
      .limit(2)
      .toArray();
    assert.deepEqual(
      found.map(({ n }) => n),
      [7, 5],
    );
  });

  it('keep every one of 2,000 parallel increments', async () => {
    await things.insertOne({ _id: 1 as never, n: 0 });
    await Promise.all(
      Array.from({ length: 2000 }, () => things.updateOne({ _id: 1 as never }, { $inc: { n: 1 } })),
    );
    assert.equal((await things.findOne({}))?.n, 2000);
  });

  it('are made once by 50 parallel upserts of a unique key', async () => {
    await things.createIndex({ code: 1 }, { unique: true });
    const upsert = () => things.updateOne({ code: 'a' }, { $inc: { n: 1 } }, { upsert: true });
    await Promise.all(Array.from({ length: 50 }, upsert));
    assert.deepEqual(await things.find({}, { projection: { _id: 0 } }).toArray(), [{ code: 'a', n: 50 }]);
  });

  it('have one winner when a unique key is raced for', async () => {
    await things.createIndex({ code: 1 }, { unique: true });
    const results = await Promise.allSettled(
      Array.from({ length: 40 }, (_, by) => things.insertOne({ code: 'a', by })),
    );
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
    const lost = results.find((each) => each.status === 'rejected')!.reason as mongo.MongoServerError;
    assert.deepEqual([lost.code, lost.keyPattern, lost.keyValue], [11000, { code: 1 }, { code: 'a' }]);
  });
});
