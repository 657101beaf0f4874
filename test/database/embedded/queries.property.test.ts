// Random documents, indexes, filters and sorts: the store, whatever plan it takes, answers as the plain model does.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { mongo } from 'mongoose';
import { document, filter, index, projection, runs, sort } from './documentArbitraries.ts';
import { type Doc, matches, project, sorted } from './model.ts';
import { openTestStore, type TestStore } from './separateStore.ts';

describe('queries', () => {
  let store: TestStore;
  before(async () => {
    store = await openTestStore({ promoteBuffers: false });
  });
  after(() => store.close());

  it('give what the model gives, in the same order, with any indexes', async function () {
    this.timeout(120_000 + runs * 500);
    let round = 0;
    const property = fc.asyncProperty(
      fc.array(document, { minLength: 1, maxLength: 25 }),
      fc.array(index, { maxLength: 3 }),
      fc.array(fc.tuple(filter, sort, projection), { minLength: 1, maxLength: 12 }),
      async (contents, indexes, queries) => {
        const things = store.db.collection<mongo.Document>(`things${round++}`);
        const docs: Doc[] = contents.map((each, _id) => ({ _id, ...each }));
        await things.insertMany(docs as mongo.OptionalUnlessRequiredId<mongo.Document>[]);
        // Two arrays in one document cannot share a compound index: such an index is refused, and that is fine.
        for (const key of indexes) await things.createIndex(Object.fromEntries(key)).catch(isParallelArrays);
        for (const [where, by, kept] of queries) {
          const full: [string, 1 | -1][] = [...by, ['_id', 1]];
          const found = await things.find(where).sort(full).toArray();
          const expected = sorted(
            docs.filter((doc) => matches(doc, where)),
            full,
          );
          assert.deepEqual(
            found.map(({ _id }) => _id),
            expected.map(({ _id }) => _id),
          );
          assert.deepEqual(found, expected);
          assert.deepEqual(
            await things.find(where, { projection: kept }).sort(full).toArray(),
            expected.map((doc) => project(doc, kept)),
          );
          assert.equal(await things.countDocuments(where), expected.length);
        }
        await things.drop();
      },
    );
    await fc.assert(property, { numRuns: runs, seed: 7, endOnFailure: false });
    await store.check();
  });
});

function isParallelArrays(error: mongo.MongoServerError): void {
  assert.equal(error.code, 171);
}
