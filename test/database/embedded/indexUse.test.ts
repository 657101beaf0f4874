// Indexes: which one a query reads (`explain` says it), what unique and partial ones hold, how they are made on
// existing documents and listed.
import assert from 'node:assert/strict';
import type { mongo } from 'mongoose';
import { openTestStore, type TestStore } from './separateStore.ts';

describe('indexes', () => {
  let store: TestStore;
  let things: mongo.Collection<mongo.Document>;
  before(async () => {
    store = await openTestStore();
  });
  after(() => store.close());
  beforeEach(async () => {
    things = store.db.collection(`things${Math.random().toString(36).slice(2)}`);
    await things.insertMany(
      Array.from({ length: 200 }, (_, n) => ({ _id: n as never, office: n % 10, n, tags: [n % 3, 'x'] })),
    );
  });

  /** Stages of the winning plan from the top, and the index it reads. */
  async function planOf(cursor: mongo.FindCursor): Promise<string> {
    const stages: string[] = [];
    const { queryPlanner } = await cursor.explain('queryPlanner');
    for (
      let stage = queryPlanner.winningPlan.queryPlan ?? queryPlanner.winningPlan;
      stage;
      stage = stage.inputStage
    )
      stages.push(stage.indexName ?? stage.stage);
    return stages.join(' ');
  }

  it('serve an equality, a range and the sort together', async () => {
    await things.createIndex({ office: 1, n: -1 }, { name: 'byOffice' });
    const query = () => things.find({ office: 3, n: { $gte: 50, $lt: 150 } }).sort({ n: 1 });
    assert.equal(await planOf(query()), 'FETCH byOffice');
    const { executionStats } = await query().explain('executionStats');
    assert.deepEqual(
      [executionStats.nReturned, executionStats.totalKeysExamined, executionStats.totalDocsExamined],
      [10, 10, 10],
    );
    assert.deepEqual(
      (await query().toArray()).map(({ n }) => n),
      [53, 63, 73, 83, 93, 103, 113, 123, 133, 143],
    );
  });

  it('give a range no NaN, no missing field and no other type, in either direction', async () => {
    const odd = [Number.NaN, null, 'a', new Date(5), [3], Number.NEGATIVE_INFINITY, 0.5, 7];
    const ids = async (filter: mongo.Filter<mongo.Document>) =>
      (await things.find(filter).sort({ _id: 1 }).toArray()).map(({ _id }) => String(_id));
    const filters = [
      { $lt: 3 },
      { $lte: 0.5 },
      { $gt: -1 },
      { $gte: 3 },
      { $gt: 0, $lt: 7 },
      { $gte: Number.NaN },
    ];
    const answers = () => Promise.all(filters.map((n) => ids({ office: 1, n })));
    // Without an array in it the index alone answers.
    const documents = odd.map((n, _id) => ({ _id: _id as never, office: 1, n }));
    for (const some of [documents, documents.filter(({ n }) => !Array.isArray(n))])
      for (const direction of [1, -1] as const) {
        await things.drop();
        await things.insertMany(some);
        const withoutIndex = await answers();
        await things.createIndex({ office: 1, n: direction }, { name: 'byOffice' });
        assert.equal(await planOf(things.find({ office: 1, n: { $lt: 3 } })), 'FETCH byOffice');
        assert.deepEqual(await answers(), withoutIndex);
        assert.deepEqual(withoutIndex[0], ['5', '6']);
      }
  });

  it('leave a sort they cannot serve to memory, and say so', async () => {
    await things.createIndex({ office: 1 }, { name: 'byOffice' });
    assert.equal(await planOf(things.find({ office: 3 }).sort({ n: 1 })), 'SORT FETCH byOffice');
    assert.equal(await planOf(things.find({ n: 5 })), 'COLLSCAN');
  });

  it('that are partial serve only filters which imply them, and hold only their documents', async () => {
    await things.createIndex({ n: 1 }, { name: 'few', unique: true, partialFilterExpression: { office: 3 } });
    assert.equal(await planOf(things.find({ n: 13, office: 3 })), 'FETCH few');
    assert.equal(await planOf(things.find({ n: 13 })), 'COLLSCAN');
    await things.insertOne({ n: 13, office: 4 });
    await assert.rejects(things.insertOne({ n: 13, office: 3 }), {
      code: 11000,
      keyPattern: { n: 1 },
      keyValue: { n: 13 },
    });
    await things.updateOne({ _id: 13 as never }, { $set: { office: 4 } });
    await things.insertOne({ n: 13, office: 3 });
    await store.check();
  });

  it('that are unique count a missing field as null, each element of an array, and 1 as 1.0', async () => {
    const codes = store.db.collection<mongo.Document>(`${things.collectionName}codes`);
    await codes.createIndex({ code: 1 }, { unique: true });
    await codes.insertMany([{ code: [1, 2] }, {}]);
    for (const code of [2, null]) await assert.rejects(codes.insertOne({ code }), { code: 11000 });
    await assert.rejects(codes.insertOne({ none: true }), { code: 11000 });
  });

  it('order a path through lists as a MongoDB does: nothing below an empty list, or below a number in one, is null', async () => {
    const lists = store.db.collection<mongo.Document>(`${things.collectionName}lists`);
    const b = [undefined, [], { y: 2 }, [1, { y: 3 }]];
    await lists.insertMany(b.map((each, at) => ({ _id: at as never, ...(each && { b: each }) })));
    for (const isIndexed of [false, true]) {
      if (isIndexed) await lists.createIndex({ 'b.y': 1, _id: 1 });
      const found = await lists.find({}).sort({ 'b.y': 1, _id: 1 }).toArray();
      assert.deepEqual(
        found.map(({ _id }) => _id),
        [0, 1, 3, 2],
        String(isIndexed),
      );
    }
  });

  it('are not made when existing documents break them, and leave no trace', async () => {
    await assert.rejects(things.createIndex({ office: 1 }, { unique: true }), { code: 11000 });
    assert.deepEqual(
      (await things.indexes()).map(({ name }) => name),
      ['_id_'],
    );
    await store.check();
  });

  it('are kept right by writes that come while they are made', async () => {
    const writes = Array.from({ length: 100 }, (_, n) => things.insertOne({ office: 99, n }));
    const removals = Array.from({ length: 50 }, (_, n) => things.deleteOne({ _id: n as never }));
    await Promise.all([things.createIndex({ office: 1, tags: 1 }), ...writes, ...removals]);
    assert.equal(await things.countDocuments({ office: 99 }), 100);
    await store.check();
  });

  it('are listed with their options, and refused under another name or options', async () => {
    await things.createIndex({ n: 1 }, { name: 'n', unique: true });
    await things.createIndex({ n: 1 }, { name: 'n', unique: true });
    const listed = (await things.indexes()).find(({ name }) => name === 'n');
    assert.deepEqual(listed, { v: 2, key: { n: 1 }, name: 'n', unique: true });
    await assert.rejects(things.createIndex({ n: 1 }, { name: 'n' }), { code: 86 });
  });
});
