// Random updates and deletes, one document or many, with and without indexes: documents end up as in the plain
// model, a refused update changes nothing, and indexes still agree with documents.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mongo } from 'mongoose';
import { document, filter, index, runs, scalar, value } from './documentArbitraries.ts';
import { changes, type Doc, matches } from './model.ts';
import { openTestStore, type TestStore } from './separateStore.ts';

const number = fc.constantFrom(1, -2, 0.5, 2 ** 31 - 1);
const operand = (name: string): fc.Arbitrary<unknown> =>
  name === '$inc' ? number : name === '$pull' ? scalar : value;
const path = fc.constantFrom('a', 'b', 'c', 'a.x', 'b.y', 'd', 'd.e.f');
const action = fc
  .constantFrom(...Object.keys(changes))
  .chain((name) => fc.tuple(fc.constant(name), path, operand(name)));
const update = fc.uniqueArray(action, { minLength: 1, maxLength: 3, selector: ([, name]) => name[0] });
const statement = fc.record({ where: filter, update: fc.option(update), many: fc.boolean() });
type Statement = { where: Doc; update: [string, string, unknown][] | null; many: boolean };

describe('updates', () => {
  let store: TestStore;
  before(async () => {
    store = await openTestStore({ promoteBuffers: false });
  });
  after(() => store.close());

  it('leave the documents that the model leaves, and sound indexes', async function () {
    this.timeout(120_000 + runs * 500);
    let round = 0;
    const property = fc.asyncProperty(
      fc.array(document, { minLength: 1, maxLength: 8 }),
      fc.array(index, { maxLength: 2 }),
      fc.array(statement, { minLength: 1, maxLength: 8 }),
      async (contents, indexes, statements) => {
        const things = store.db.collection<mongo.Document>(`things${round++}`);
        const docs = contents.map((each, _id): Doc => ({ _id, ...each }));
        await things.insertMany(docs as mongo.OptionalUnlessRequiredId<mongo.Document>[]);
        for (const key of indexes) await things.createIndex(Object.fromEntries(key)).catch(() => {});
        for (const each of statements) await play(things, each);
        await things.drop();
      },
    );
    await fc.assert(property, { numRuns: runs, seed: 11 });
  });

  async function play(
    things: mongo.Collection<mongo.Document>,
    { where, update: actions, many }: Statement,
  ): Promise<void> {
    const before = (await things.find({}).sort({ _id: 1 }).toArray()) as Doc[];
    const touched = before.filter((doc) => matches(doc, where)).slice(0, many ? before.length : 1);
    // Which of several matches a single change takes is the store's own choice, unless _id decides.
    const target = many ? where : touched.length > 0 ? { _id: touched[0]!._id, $and: [where] } : where;
    const { expected, refused } = expectation(before, touched, actions);
    const spec = actions && operators(actions);
    const run = async () => {
      if (spec) return many ? things.updateMany(target, spec) : things.updateOne(target, spec);
      return many ? things.deleteMany(target) : things.deleteOne(target);
    };
    const failed = await run().then(() => false, isRefusal);
    const stored = await things.find({}).sort({ _id: 1 }).toArray();
    if (failed && !refused) assert.ok(await hasParallelArrays(things), 'only the model let this update pass');
    if (failed) return;
    assert.equal(refused, false, 'only the store let this update pass');
    assert.deepEqual(stored, expected);
    await store.check();
  }
});

function expectation(
  before: Doc[],
  touched: Doc[],
  actions: Statement['update'],
): { expected: Doc[]; refused: boolean } {
  if (!actions) return { expected: before.filter((doc) => !touched.includes(doc)), refused: false };
  try {
    const change = (doc: Doc): Doc => {
      const copy = mongo.BSON.deserialize(mongo.BSON.serialize(doc), { promoteBuffers: false }) as Doc;
      for (const [name, at, operand] of actions) changes[name]!(copy, at, operand);
      return copy;
    };
    return { expected: before.map((doc) => (touched.includes(doc) ? change(doc) : doc)), refused: false };
  } catch {
    return { expected: before, refused: true };
  }
}

function operators(actions: [string, string, unknown][]): mongo.UpdateFilter<mongo.Document> {
  const spec: Record<string, Doc> = {};
  for (const [name, at, operand] of actions) spec[name] = { ...spec[name], [at]: operand };
  return spec;
}

const refusals = [2, 14, 28, 171];
function isRefusal(error: mongo.MongoServerError): boolean {
  assert.ok(refusals.includes(Number(error.code)), error.message);
  return true;
}

/** A compound index over two arrays refuses documents that the model knows nothing of. */
const hasParallelArrays = async (things: mongo.Collection<mongo.Document>): Promise<boolean> =>
  (await things.indexes()).some(({ key }) => Object.keys(key).length > 1);
