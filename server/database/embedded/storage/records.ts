// Puts, replaces and removes one document together with its index entries. Runs inside a write transaction;
// every check is made before the first write, so that a refused document leaves no trace.
import type { Document } from 'bson';
import { StoreError } from '../errors.ts';
import { orderedKey } from '../query/orderedKey.ts';
import { decode } from '../query/values.ts';
import type { Catalog, Collection, Index } from './catalog.ts';
import { prefixOf } from './catalog.ts';
import { dependsOn, type IndexEntry, indexEntries } from './indexKeys.ts';
import { checkKeyLength } from './keyLength.ts';
import type { Storage } from './storage.ts';

/** Key of a document: collection and _id, so that a collection is stored in _id order (not in order of arrival). */
export function documentKey(collection: Collection, id: unknown): Buffer {
  if (id === undefined || Array.isArray(id))
    throw new StoreError('InvalidIdField', "The '_id' value cannot be of type array or undefined");
  const key = Buffer.concat([prefixOf(collection.id), orderedKey([id])]);
  checkKeyLength(key, '_id');
  return key;
}

interface Stored {
  at: Buffer;
  doc: Document;
}
interface Prepared {
  index: Index;
  entries: IndexEntry[];
}

/** The stored key of an entry: a unique index has one document per key, others append the document's key. */
export const entryKey = (index: Index, entry: IndexEntry, document: Buffer): Buffer =>
  index.unique ? entry.key : Buffer.concat([entry.key, document.subarray(4)]);

export class Records {
  private readonly storage: Storage;
  private readonly catalog: Catalog;
  constructor(storage: Storage, catalog: Catalog) {
    this.storage = storage;
    this.catalog = catalog;
  }

  insert(collection: Collection, bytes: Uint8Array, doc: Document): void {
    const at = documentKey(collection, doc._id);
    if (this.storage.documents.get(at)) throw duplicate(collection, '_id_', { _id: 1 }, { _id: doc._id });
    const prepared = this.prepare(collection, doc, at);
    this.storage.documents.put(at, bytes);
    for (const each of prepared) this.putEntries(each, at);
  }

  /** `fields` are the top-level fields that may have changed; null when any may have. */
  replace(collection: Collection, { at, doc }: Stored, bytes: Uint8Array, fields: Set<string> | null): void {
    const indexes = collection.indexes.filter((index) => dependsOn(index, fields));
    const after = indexes.length > 0 ? decode(bytes) : {};
    const prepared = indexes.map((index) => this.prepareOne(collection, index, after, at));
    this.storage.documents.put(at, bytes);
    for (const each of prepared) {
      const olds = indexEntries(each.index, doc).entries;
      for (const old of olds)
        if (!each.entries.some(({ key }) => key.equals(old.key))) this.removeEntry(each.index, old, at);
      each.entries = each.entries.filter(({ key }) => !olds.some((old) => old.key.equals(key)));
      this.putEntries(each, at);
    }
  }

  remove(collection: Collection, { at, doc }: Stored): void {
    this.storage.documents.remove(at);
    for (const index of collection.indexes)
      for (const entry of indexEntries(index, doc).entries) this.removeEntry(index, entry, at);
  }

  /** Adds a stored document to an index that is being built. */
  addToIndex(collection: Collection, index: Index, at: Buffer, doc: Document): void {
    this.putEntries(this.prepareOne(collection, index, doc, at), at);
  }

  private prepare(collection: Collection, doc: Document, at: Buffer): Prepared[] {
    return collection.indexes.map((index) => this.prepareOne(collection, index, doc, at));
  }

  private prepareOne(collection: Collection, index: Index, doc: Document, at: Buffer): Prepared {
    const { entries, many } = indexEntries(index, doc);
    for (const entry of entries) {
      const owner = index.unique ? this.storage.entries.get(entry.key) : undefined;
      if (owner && !owner.equals(at)) throw duplicate(collection, index.name, index.key, entry.keyValue);
    }
    if (many && !index.multikey) {
      index.multikey = true;
      this.catalog.save(collection);
    }
    return { index, entries };
  }

  private putEntries({ index, entries }: Prepared, at: Buffer): void {
    for (const entry of entries) this.storage.entries.put(entryKey(index, entry, at), at);
  }

  private removeEntry(index: Index, entry: IndexEntry, at: Buffer): void {
    const key = entryKey(index, entry, at);
    if (!index.unique || this.storage.entries.get(key)?.equals(at)) this.storage.entries.remove(key);
  }
}

function duplicate(
  collection: Collection,
  name: string,
  keyPattern: Document,
  keyValue: Document,
): StoreError {
  const shown = JSON.stringify(keyValue);
  const message = `E11000 duplicate key error collection: ${collection.db}.${collection.name} index: ${name} dup key: ${shown}`;
  return new StoreError('DuplicateKey', message, { keyPattern, keyValue });
}
