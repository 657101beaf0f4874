// A small runner for the driver specification's CRUD tests in unified format: prepares the data, plays the
// operations on the driver, compares results and outcome. Command events are the driver's own affair: not checked.
import assert from 'node:assert/strict';
import type { mongo } from 'mongoose';

export interface SpecFile {
  description: string;
  createEntities: Record<
    string,
    { id: string; databaseName?: string; collectionName?: string; collectionOptions?: object }
  >[];
  initialData?: CollectionData[];
  tests: SpecTest[];
  runOnRequirements?: Requirement[];
}
export interface Requirement {
  minServerVersion?: string;
  maxServerVersion?: string;
  topologies?: string[];
}
export interface SpecTest {
  description: string;
  operations: Operation[];
  outcome?: CollectionData[];
  skipReason?: string;
  runOnRequirements?: Requirement[];
}
interface CollectionData {
  collectionName: string;
  databaseName: string;
  documents: mongo.Document[];
}
interface Operation {
  name: string;
  object: string;
  arguments?: mongo.Document;
  expectResult?: unknown;
  expectError?: { isError?: boolean; isClientError?: boolean; errorCode?: number; expectResult?: unknown };
}
type Collection = mongo.Collection<mongo.Document>;

/** Plays one test; throws when anything differs. */
export async function playSpecTest(client: mongo.MongoClient, file: SpecFile, test: SpecTest): Promise<void> {
  for (const { databaseName, collectionName, documents } of file.initialData ?? []) {
    const collection = client.db(databaseName).collection(collectionName);
    await collection.drop().catch(() => false);
    if (documents.length > 0) await collection.insertMany(documents);
  }
  for (const operation of test.operations) await play(client, file, operation);
  for (const { databaseName, collectionName, documents } of test.outcome ?? []) {
    const stored = await client.db(databaseName).collection(collectionName).find().sort({ _id: 1 }).toArray();
    assert.deepEqual(stored, documents);
  }
}

async function play(client: mongo.MongoClient, file: SpecFile, operation: Operation): Promise<void> {
  const { expectResult, expectError } = operation;
  let result: unknown;
  try {
    result = await perform(targetOf(client, file, operation.object), operation);
  } catch (error) {
    if (!expectError || isOutsideAllowList(error)) throw error;
    if (expectError.errorCode) assert.equal((error as mongo.MongoServerError).code, expectError.errorCode);
    if (expectError.expectResult)
      matches((error as { result?: unknown }).result ?? {}, expectError.expectResult);
    return;
  }
  assert.ok(!expectError, 'an error was expected');
  if (expectResult !== undefined) matches(result, expectResult);
}

/** True for a refusal of the embedded store that names what it does not take. */
export const isOutsideAllowList = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('not in the embedded store');

function targetOf(client: mongo.MongoClient, file: SpecFile, id: string): Collection | mongo.Db {
  const entities = file.createEntities.map((each) => Object.values(each)[0]!);
  const database = entities.find(({ databaseName }) => databaseName)?.databaseName;
  const entity = entities.find((each) => each.id === id);
  const db = client.db(database);
  return entity?.collectionName ? db.collection(entity.collectionName) : db;
}

async function perform(
  target: Collection | mongo.Db,
  { name, arguments: given = {} }: Operation,
): Promise<unknown> {
  const {
    filter,
    update,
    replacement,
    document,
    documents,
    requests,
    pipeline,
    fieldName,
    session: _,
    ...options
  } = given;
  const db = target as mongo.Db;
  const on = target as Collection;
  const old = { returnDocument: 'before', ...options } as mongo.FindOneAndUpdateOptions;
  if (options.returnDocument)
    old.returnDocument = String(options.returnDocument).toLowerCase() as 'before' | 'after';
  switch (name) {
    case 'aggregate':
      return target.aggregate(pipeline, options).toArray();
    case 'bulkWrite':
      return on.bulkWrite(requests, options);
    case 'count':
      return on.count(filter ?? {}, options);
    case 'countDocuments':
      return on.countDocuments(filter, options);
    case 'createCollection': {
      const { collection, ...rest } = given;
      return db.createCollection(collection, rest);
    }
    case 'deleteMany':
      return on.deleteMany(filter, options);
    case 'deleteOne':
      return on.deleteOne(filter, options);
    case 'distinct':
      return on.distinct(fieldName, filter, options);
    case 'dropCollection':
      return db.dropCollection(given.collection).catch(() => false);
    case 'estimatedDocumentCount':
      return on.estimatedDocumentCount(options);
    case 'find':
      return on.find(filter, options).toArray();
    case 'findOne':
      return on.findOne(filter, options);
    case 'findOneAndDelete':
      return on.findOneAndDelete(filter, options);
    case 'findOneAndReplace':
      return on.findOneAndReplace(filter, replacement, old as mongo.FindOneAndReplaceOptions);
    case 'findOneAndUpdate':
      return on.findOneAndUpdate(filter, update, old);
    case 'insertMany':
      return on.insertMany(documents, options);
    case 'insertOne':
      return on.insertOne(document, options);
    case 'replaceOne':
      return on.replaceOne(filter, replacement, options);
    case 'updateMany':
      return on.updateMany(filter, update, options);
    case 'updateOne':
      return on.updateOne(filter, update, options);
    default:
      throw new Error(`the operation ${name} is not in the embedded store`);
  }
}

/** Compares as the unified format asks: documents may have more fields than expected, `$$` operators relax. */
function matches(actual: unknown, expected: unknown): void {
  if (Array.isArray(expected)) {
    assert.ok(Array.isArray(actual), `an array was expected, not ${JSON.stringify(actual)}`);
    assert.equal(actual.length, expected.length);
    expected.forEach((each, at) => void matches(actual[at], each));
  } else if (
    typeof expected === 'object' &&
    expected !== null &&
    Object.getPrototypeOf(expected) === Object.prototype
  ) {
    if ('$$unsetOrMatches' in expected) {
      if (actual !== undefined) matches(actual, expected.$$unsetOrMatches);
    } else
      for (const [key, value] of Object.entries(expected)) matchField(actual as mongo.Document, key, value);
  } else assert.deepEqual(actual, expected);
}

function matchField(actual: mongo.Document, key: string, value: unknown): void {
  if (typeof value === 'object' && value !== null && '$$exists' in value)
    assert.equal(Object.hasOwn(actual, key), value.$$exists);
  else matches(actual?.[key], value);
}
