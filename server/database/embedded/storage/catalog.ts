// Which collections and indexes exist. Kept in memory and, in the same transaction as every change, on disk.
// What is dropped is only forgotten here: its keys belong to nobody and are removed in small steps afterwards.
import { BSON, type Document } from 'bson';
import { StoreError } from '../storeErrors.ts';
import type { Storage } from './storage.ts';

export interface Index {
  id: number;
  name: string;
  key: Record<string, number>;
  unique?: boolean;
  partialFilterExpression?: Document;
  expireAfterSeconds?: number;
  /** True once a document held an array on a key's path. */
  multikey?: boolean;
}
export interface Collection {
  id: number;
  db: string;
  name: string;
  indexes: Index[];
}

/** The index that every collection is. */
export const idIndex = { v: 2, key: { _id: 1 }, name: '_id_' };

const keyOf = ({ db, name }: { db: string; name: string }): Buffer => Buffer.from(`c${db}.${name}`);
const countersKey = Buffer.from('n');

export class Catalog {
  private collections = new Map<string, Collection>();
  private nextId = 1;
  private readonly storage: Storage;

  constructor(storage: Storage) {
    this.storage = storage;
    this.reload();
  }

  /** Reads everything again from disk, forgetting changes that were rolled back. */
  reload(): void {
    this.collections = new Map();
    const table = this.storage.catalog;
    for (const { value } of table.range({ start: Buffer.from('c'), end: Buffer.from('d') })) {
      const collection = BSON.deserialize(value) as Collection;
      // Marked by the version before, which made indexes in steps, when its process ended in the middle of one.
      const indexes = collection.indexes.filter((index) => !('building' in index));
      this.collections.set(`${collection.db}.${collection.name}`, { ...collection, indexes });
    }
    this.nextId = table.get(countersKey)?.readUInt32BE(0) ?? 1;
  }

  find(db: string, name: string): Collection | undefined {
    return this.collections.get(`${db}.${name}`);
  }

  list(db?: string): Collection[] {
    return [...this.collections.values()].filter((each) => db === undefined || each.db === db);
  }

  /** The collection, created when it does not exist (inside a transaction only). */
  ensure(db: string, name: string): Collection {
    const known = this.find(db, name);
    if (known) return known;
    if (/^$|^\.|[\0$]/.test(name) || `${db}.${name}`.length > 255)
      throw new StoreError('InvalidNamespace', `Invalid namespace specified '${db}.${name}'`);
    const collection = { id: this.newId(), db, name, indexes: [] };
    this.save(collection);
    return collection;
  }

  save(collection: Collection): void {
    this.storage.catalog.put(keyOf(collection), BSON.serialize(collection));
    this.collections.set(`${collection.db}.${collection.name}`, collection);
  }

  drop(collection: Collection): void {
    this.storage.catalog.remove(keyOf(collection));
    this.collections.delete(`${collection.db}.${collection.name}`);
  }

  /** True when keys that begin with this id are somebody's. */
  owns(table: 'documents' | 'entries', id: number): boolean {
    return this.list().some((each) =>
      table === 'documents' ? each.id === id : each.indexes.some((index) => index.id === id),
    );
  }

  newId(): number {
    const id = this.nextId++;
    this.storage.catalog.put(countersKey, prefixOf(this.nextId));
    return id;
  }
}

/** The four bytes that begin every key of a collection or an index. */
export function prefixOf(id: number): Buffer {
  const prefix = Buffer.allocUnsafe(4);
  prefix.writeUInt32BE(id);
  return prefix;
}
