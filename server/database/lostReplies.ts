/**
 * Writes whose reply was lost: an election, a cut line. Nobody knows then whether they were done, so the product looks: where the document
 * is as it was to become, the write counts as done, otherwise it is tried again. Without that a change would stand without its line in
 * the audit trail, and whoever repeated it would be told that somebody else was faster.
 */
import { isDeepStrictEqual } from 'node:util';
import mongoose, { mongo } from 'mongoose';
import { certain, Undecided } from './certainWrite.ts';
import { repeatedWrites } from './repeatedWrites.ts';
import { isAsWanted } from './wantedChange.ts';

type Documents = mongo.Collection<{ _id: string }>;

/** What mongoose calls for `create`, `save`, `insertMany`, `updateOne` and `deleteOne`. */
type Writes = Pick<Documents, 'insertOne' | 'insertMany' | 'updateOne' | 'deleteOne'>;

const watched = new WeakSet<object>();

/** Has every model look after a lost reply. Call it after connecting, in each thread. */
export function lookAfterLostReplies(): void {
  for (const { collection } of Object.values(mongoose.models)) {
    if (watched.has(collection)) continue;
    watched.add(collection);
    const documents = collection as unknown as Documents;
    Object.assign(collection, certainWrites(documents), repeatedWrites(documents));
  }
}

function certainWrites(collection: Documents): Writes {
  const bound = <Name extends keyof Writes>(name: Name) => collection[name].bind(collection) as Writes[Name];
  const writes = {
    insertOne: bound('insertOne'),
    insertMany: bound('insertMany'),
    updateOne: bound('updateOne'),
    deleteOne: bound('deleteOne'),
  };
  return {
    insertOne: (document, options) =>
      certain(
        () => writes.insertOne(document, options),
        async () => {
          const missing = await missingOf(collection, [document]);
          return missing.length === 0 ? { acknowledged: true, insertedId: idOf(document) } : undefined;
        },
      ),
    insertMany: (documents, options) => insertAll(collection, writes, documents, options),
    updateOne: (filter, update, options) =>
      certain(
        () => writes.updateOne(filter, update, options),
        async () => {
          const stored = options?.upsert || !isId(filter._id) ? null : await byId(collection, filter._id);
          const wanted = isAsWanted(stored, filter, asStored(update));
          if (wanted === undefined) throw new Undecided();
          return wanted ? changed : undefined;
        },
      ),
    deleteOne: (filter, options) =>
      certain(
        () => writes.deleteOne(filter, options),
        async () => {
          if (!isId(filter?._id)) throw new Undecided();
          const isThere = (await byId(collection, filter._id)) !== null;
          return isThere ? undefined : { acknowledged: true, deletedCount: 1 };
        },
      ),
  };
}

const changed = { acknowledged: true, matchedCount: 1, modifiedCount: 1, upsertedCount: 0, upsertedId: null };

/** Those of a group that are missing are sent again. Whoever sends a group in no order asks for the errors of each, and decides by them. */
function insertAll(
  collection: Documents,
  { insertMany }: Writes,
  documents: Parameters<Writes['insertMany']>[0],
  options: Parameters<Writes['insertMany']>[1],
): ReturnType<Writes['insertMany']> {
  if (options?.ordered === false) return insertMany(documents, options);
  let missing = documents;
  return certain(
    () => insertMany(missing, options),
    async () => {
      missing = await missingOf(collection, documents);
      if (missing.length > 0) return undefined;
      const insertedIds = Object.fromEntries(documents.map((one, at) => [at, idOf(one)]));
      return { acknowledged: true, insertedCount: documents.length, insertedIds };
    },
  );
}

/** The documents that are not stored as they are here. */
async function missingOf<T extends object>(collection: Documents, documents: readonly T[]): Promise<T[]> {
  const ids = documents.map(idOf);
  const stored = new Map<string, object>();
  for await (const one of collection.find({ _id: { $in: ids } })) stored.set(one._id, one);
  return documents.filter((one) => !isDeepStrictEqual(stored.get(idOf(one)), asStored(one)));
}

const byId = (collection: Documents, _id: string) => collection.findOne({ _id });
const idOf = (document: object) => (document as { _id: string })._id;

const isId = (value: unknown): value is string => typeof value === 'string' || typeof value === 'number';

/** With the types that come back from a server. */
const asStored = <T extends object>(value: T): T => mongo.BSON.deserialize(mongo.BSON.serialize(value)) as T;
