// Puts, replaces and removes one document together with its index entries. Runs inside a write transaction;
// every check is made before the first write, so that a refused document leaves no trace.
import type { Document } from 'bson';
import { orderedKey } from '../query/orderedKey.ts';
import { StoreError } from '../storeErrors.ts';
import { type Catalog, type Collection, type Index, idIndex, prefixOf } from './catalog.ts';
import { checkKeyLength, dependsOn, type IndexEntry, indexEntries } from './indexKeys.ts';
import type { Storage } from './storage.ts';

/** Key of a document: collection and _id, so that a collection is stored in _id order (not in order of arrival). */
export function documentKey(collection: Collection, id: unknown): Buffer {
  if (id === undefined || Array.isArray(id))
    throw new StoreError('InvalidIdField', "The '_id' value cannot be of type array or undefined");
  const key = Buffer.concat([prefixOf(collection.id), orderedKey([id])]);
  checkKeyLength(key, '_id');
  return key;
}

/** A document decoded and as bytes. */
interface Version {
  doc: Document;
  bytes: Uint8Array;
}
const none = new Map<string, IndexEntry>();

export class Records {
  private readonly storage: Storage;
  private readonly catalog: Catalog;
  constructor(storage: Storage, catalog: Catalog) {
    this.storage = storage;
    this.catalog = catalog;
  }

  insert(collection: Collection, version: Version): void {
    const at = documentKey(collection, version.doc._id);
    if (this.storage.documents.get(at)) throw duplicate(collection, idIndex, [version.doc._id]);
    this.change(collection, at, null, version);
  }

  /**
   * Stores, replaces or removes the document at a key; null stands for none before or after. `fields` are the top-level
   * fields that may have changed; null when any may have.
   */
  change(
    collection: Collection,
    at: Buffer,
    before: Version | null,
    after: Version | null,
    fields: Set<string> | null = null,
  ): void {
    const affected = collection.indexes.filter((index) => dependsOn(index, fields));
    const changes = affected.map((index) => ({
      index,
      removed: before ? indexEntries(index, before.doc, at).entries : none,
      added: after ? this.entriesFor(collection, index, after.doc, at) : none,
    }));
    const { documents, entries } = this.storage;
    if (after) documents.put(at, after.bytes);
    else documents.remove(at);
    for (const { index, removed, added } of changes) {
      for (const [name, { key }] of removed)
        if (!added.has(name) && (!index.unique || entries.get(key)?.equals(at))) entries.remove(key);
      for (const [name, { key }] of added) if (!removed.has(name)) entries.put(key, at);
    }
  }

  /** Adds a stored document to an index that is being built. */
  addToIndex(collection: Collection, index: Index, at: Buffer, doc: Document): void {
    for (const { key } of this.entriesFor(collection, index, doc, at).values())
      this.storage.entries.put(key, at);
  }

  /** The entries a document is to have; throws DuplicateKey when another one has one of them. */
  private entriesFor(
    collection: Collection,
    index: Index,
    doc: Document,
    at: Buffer,
  ): Map<string, IndexEntry> {
    const { entries, many } = indexEntries(index, doc, at);
    for (const { key, values } of index.unique ? entries.values() : [])
      if (this.storage.entries.get(key)?.equals(at) === false) throw duplicate(collection, index, values);
    if (many && !index.multikey) {
      index.multikey = true;
      this.catalog.save(collection);
    }
    return entries;
  }
}

function duplicate(
  { db, name }: Collection,
  index: Pick<Index, 'name' | 'key'>,
  values: unknown[],
): StoreError {
  const fields = Object.keys(index.key).map((path, at) => [path, values[at]] as const);
  // A missing field and an empty array have no value of their own.
  const keyValue = Object.fromEntries(
    fields.map(([path, value]) => [path, typeof value === 'symbol' ? null : (value ?? null)]),
  );
  const message = `E11000 duplicate key error collection: ${db}.${name} index: ${index.name} dup key: ${JSON.stringify(keyValue)}`;
  return new StoreError('DuplicateKey', message, { keyPattern: index.key, keyValue });
}
