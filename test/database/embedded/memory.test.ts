// Memory stays bounded: what would need too much is refused with a clear error, and the store goes on.
import assert from 'node:assert/strict';
import type { mongo } from 'mongoose';
import { openTestStore, type TestStore } from './separateStore.ts';

describe('a store asked for too much at once', () => {
  let store: TestStore;
  let things: mongo.Collection<mongo.Document>;
  before(async function () {
    this.timeout(120_000);
    store = await openTestStore();
    things = store.db.collection('things');
    const text = 'x'.repeat(100_000);
    for (let at = 0; at < 600; at += 50)
      await things.insertMany(
        Array.from({ length: 50 }, (_, n) => ({ n: at + n, text: `${at + n}${text}` })),
      );
  });
  after(() => store.close());

  it('refuses to sort more than fits, but keeps the best few of any number', async () => {
    const sorted = things.find({}, { allowDiskUse: false }).sort({ text: 1 });
    await assert.rejects(sorted.toArray(), { code: 292 });
    const best = await things
      .find({}, { projection: { n: 1 } })
      .sort({ n: -1 })
      .limit(3)
      .toArray();
    assert.deepEqual(
      best.map(({ n }) => n),
      [599, 598, 597],
    );
  });

  it('refuses a group of too many large keys, but counts any number', async () => {
    const kept = things.aggregate([{ $group: { _id: '$text' } }], { allowDiskUse: false });
    await assert.rejects(kept.toArray(), (error: mongo.MongoServerError) =>
      [146, 292, 10334, 17419].includes(Number(error.code)),
    );
    assert.deepEqual(await things.aggregate([{ $group: { _id: null, n: { $sum: 1 } } }]).toArray(), [
      { _id: null, n: 600 },
    ]);
  });
});
