// Which collections and indexes exist. Kept in memory and, in the same transaction as every change, on disk.
// What is dropped is only forgotten here: its keys become garbage that is removed in small steps afterwards.
import { BSON, type Document } from 'bson';
import { StoreError } from '../errors.ts';
import type { Storage } from './storage.ts';

export interface Index {
  id: number;
  name: string;
  key: Record<string, number>;
  unique?: boolean;
  sparse?: boolean;
  partialFilterExpression?: Document;
  expireAfterSeconds?: number;
  /** True once a document held an array on a key's path. */
  multikey?: boolean;
  /** True while existing documents are still being added; not yet used by reads. */
  building?: boolean;
}
export interface Collection {
  id: number;
  db: string;
  name: string;
  indexes: Index[];
}

const key = (namespace: string): Buffer => Buffer.from(`c${namespace}`);
const countersKey = Buffer.from('n');
const garbageStart = Buffer.from('g');
const garbageEnd = Buffer.from('h');

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
      this.collections.set(`${collection.db}.${collection.name}`, collection);
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
    return this.find(db, name) ?? this.create(db, name);
  }

  create(db: string, name: string): Collection {
    checkName(db, name);
    const collection = { id: this.newId(), db, name, indexes: [] };
    this.save(collection);
    return collection;
  }

  save(collection: Collection): void {
    const namespace = `${collection.db}.${collection.name}`;
    this.storage.catalog.put(key(namespace), BSON.serialize(collection));
    this.collections.set(namespace, collection);
  }

  drop(collection: Collection): void {
    const namespace = `${collection.db}.${collection.name}`;
    this.storage.catalog.remove(key(namespace));
    this.collections.delete(namespace);
    for (const index of collection.indexes) this.discard('entries', index.id);
    this.discard('documents', collection.id);
  }

  /** Marks every key of a collection or an index as garbage. */
  discard(table: 'documents' | 'entries', id: number): void {
    this.storage.catalog.put(garbageKey(table, id), Buffer.alloc(1));
  }

  garbage(): { table: 'documents' | 'entries'; id: number }[] {
    return [...this.storage.catalog.range({ start: garbageStart, end: garbageEnd })].map(({ key: at }) => ({
      table: at[1] === 0x64 ? 'documents' : 'entries',
      id: at.readUInt32BE(2),
    }));
  }

  removedGarbage(table: 'documents' | 'entries', id: number): void {
    this.storage.catalog.remove(garbageKey(table, id));
  }

  newId(): number {
    const id = this.nextId++;
    this.storage.catalog.put(countersKey, prefixOf(this.nextId));
    return id;
  }
}

const garbageKey = (table: 'documents' | 'entries', id: number): Buffer =>
  Buffer.concat([Buffer.from(table === 'documents' ? 'gd' : 'ge'), prefixOf(id)]);

/** The four bytes that begin every key of a collection or an index. */
export function prefixOf(id: number): Buffer {
  const prefix = Buffer.allocUnsafe(4);
  prefix.writeUInt32BE(id);
  return prefix;
}

function checkName(db: string, name: string): void {
  if (
    name === '' ||
    name.includes('\0') ||
    name.includes('$') ||
    name.startsWith('.') ||
    `${db}.${name}`.length > 255
  )
    throw new StoreError('InvalidNamespace', `Invalid namespace specified '${db}.${name}'`);
}
