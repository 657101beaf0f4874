// createIndexes, listIndexes and dropIndexes. An index on existing documents is filled in small write steps while
// other writes already keep it up to date; reads use it only once it is complete.
import type { Document } from 'bson';
import type { Engine } from '../engine.ts';
import { StoreError } from '../errors.ts';
import { planQuery } from '../query/plan.ts';
import { scan } from '../query/scan.ts';
import type { Answer } from '../query/stream.ts';
import { decode } from '../query/values.ts';
import type { Collection, Index } from '../storage/catalog.ts';
import { isIdIndex, isThere, readIndexSpec } from './indexSpec.ts';
import { collectionName } from './options.ts';

export async function createIndexes(engine: Engine, body: Document): Promise<Document> {
  const name = collectionName(body, 'createIndexes');
  if (!Array.isArray(body.indexes) || body.indexes.length === 0)
    throw new StoreError('BadValue', 'Must specify at least one index to create');
  const specs = body.indexes.map(readIndexSpec).filter((spec) => !isIdIndex(spec));
  const existed = engine.catalog.find(body.$db, name);
  const before = (existed?.indexes.length ?? 0) + 1;
  for (const spec of specs) await createIndex(engine, body.$db, name, spec);
  const after =
    engine.catalog.find(body.$db, name) ??
    (await engine.writes.write(() => engine.catalog.ensure(body.$db, name)));
  return {
    numIndexesBefore: before,
    numIndexesAfter: after.indexes.length + 1,
    createdCollectionAutomatically: !existed,
    ...(after.indexes.length + 1 === before && { note: 'all indexes already exist' }),
    ok: 1,
  };
}

async function createIndex(engine: Engine, db: string, name: string, spec: Omit<Index, 'id'>): Promise<void> {
  const added = await engine.writes.write(() => {
    const collection = engine.catalog.ensure(db, name);
    if (isThere(collection, spec)) return null;
    const index: Index = { ...spec, id: engine.catalog.newId(), building: true };
    engine.catalog.save({ ...collection, indexes: [...collection.indexes, index] });
    return index;
  });
  if (!added) return;
  try {
    await fill(engine, db, name, added.id);
  } catch (error) {
    await engine.writes.write(() => forget(engine, db, name, added.id));
    await engine.removeGarbage();
    throw error;
  }
}

const byId = (engine: Engine, db: string, name: string, id: number): Index | undefined =>
  engine.catalog.find(db, name)?.indexes.find((index) => index.id === id);

async function fill(engine: Engine, db: string, name: string, id: number): Promise<void> {
  const everything = planQuery(engine.catalog.find(db, name)!, {}, []);
  for (const burst of scan(engine.storage, everything, () => true))
    await engine.writes.write(() => {
      const index = byId(engine, db, name, id);
      const collection = engine.catalog.find(db, name);
      if (!index || !collection) return;
      for (const { at } of burst) {
        const bytes = engine.storage.documents.get(at);
        if (bytes) engine.records.addToIndex(collection, index, at, decode(bytes));
      }
    });
  await engine.writes.write(() => {
    const collection = engine.catalog.find(db, name);
    const index = byId(engine, db, name, id);
    if (!collection || !index) return;
    delete index.building;
    engine.catalog.save(collection);
  });
}

function forget(engine: Engine, db: string, name: string, id: number): void {
  const collection = engine.catalog.find(db, name);
  if (!collection?.indexes.some((index) => index.id === id)) return;
  engine.catalog.save({ ...collection, indexes: collection.indexes.filter((index) => index.id !== id) });
  engine.catalog.discard('entries', id);
}

export function listIndexes(engine: Engine, body: Document): Answer<Document> {
  const name = collectionName(body, 'listIndexes');
  const collection = engine.catalog.find(body.$db, name);
  if (!collection) throw new StoreError('NamespaceNotFound', `ns does not exist: ${body.$db}.${name}`);
  const made = collection.indexes.map(({ id, multikey, building, name: indexName, key, ...rest }) => ({
    v: 2,
    key,
    name: indexName,
    ...rest,
  }));
  const all = [{ v: 2, key: { _id: 1 }, name: '_id_' }, ...made];
  return engine.cursors.start(`${body.$db}.${name}`, [all], Number.POSITIVE_INFINITY);
}

export async function dropIndexes(engine: Engine, body: Document): Promise<Document> {
  const name = collectionName(body, 'dropIndexes');
  const wanted = Array.isArray(body.index) ? body.index : [body.index];
  const nIndexesWas = await engine.writes.write(() => {
    const collection = engine.catalog.find(body.$db, name);
    if (!collection) throw new StoreError('NamespaceNotFound', 'ns not found');
    const goes = wanted.flatMap((each) => indexesNamed(collection, each));
    for (const index of goes) forget(engine, body.$db, name, index.id);
    return collection.indexes.length + 1;
  });
  await engine.removeGarbage();
  return { nIndexesWas, ok: 1 };
}

function indexesNamed(collection: Collection, wanted: unknown): Index[] {
  if (wanted === '*') return collection.indexes;
  if (wanted === '_id_') throw new StoreError('InvalidOptions', 'cannot drop _id index');
  const found = collection.indexes.filter(
    (index) => index.name === wanted || JSON.stringify(index.key) === JSON.stringify(wanted),
  );
  if (found.length === 0)
    throw new StoreError('IndexNotFound', `index not found with name [${JSON.stringify(wanted)}]`);
  return found;
}
