// createIndexes, listIndexes and dropIndexes. An index on existing documents is filled in small write steps while
// other writes already keep it up to date; reads use it only once it is complete.
import type { Document } from 'bson';
import type { Engine } from '../engine.ts';
import { decode } from '../query/bsonValues.ts';
import { planQuery } from '../query/plan.ts';
import { scan } from '../query/scan.ts';
import { type Collection, type Index, idIndex } from '../storage/catalog.ts';
import { StoreError } from '../storeErrors.ts';
import { listReply } from '../wire/cursors.ts';
import { isIdIndex, isThere, readIndexSpec } from './indexSpec.ts';
import { collectionName } from './options.ts';

export async function createIndexes(engine: Engine, body: Document): Promise<Document> {
  const name = collectionName(body, 'createIndexes');
  if (!Array.isArray(body.indexes) || body.indexes.length === 0)
    throw new StoreError('BadValue', 'Must specify at least one index to create');
  const specs = body.indexes.map(readIndexSpec).filter((spec) => !isIdIndex(spec));
  const made = await engine.writes.write(() => engine.catalog.ensure(body.$db, name));
  for (const spec of specs) await createIndex(engine, body.$db, name, spec);
  const now = engine.catalog.find(body.$db, name)?.indexes ?? [];
  return { numIndexesBefore: made.indexes.length + 1, numIndexesAfter: now.length + 1, ok: 1 };
}

async function createIndex(engine: Engine, db: string, name: string, spec: Omit<Index, 'id'>): Promise<void> {
  const { catalog, records, storage, writes } = engine;
  const id = await writes.write(() => {
    const collection = catalog.ensure(db, name);
    if (isThere(collection, spec)) return null;
    const index: Index = { ...spec, id: catalog.newId(), building: true };
    catalog.save({ ...collection, indexes: [...collection.indexes, index] });
    return index.id;
  });
  if (id === null) return;
  const inStep = (work: (collection: Collection, index: Index) => void) =>
    writes.write(() => {
      const collection = catalog.find(db, name);
      const index = collection?.indexes.find((each) => each.id === id);
      if (collection && index) work(collection, index);
    });
  try {
    const everything = planQuery(catalog.find(db, name)!, {}, []);
    for (const burst of scan(storage, everything, () => true))
      await inStep((collection, index) => {
        for (const { at } of burst) {
          const bytes = storage.documents.get(at);
          if (bytes) records.addToIndex(collection, index, at, decode(bytes));
        }
      });
    await inStep((collection, index) => {
      delete index.building;
      catalog.save(collection);
    });
  } catch (error) {
    await inStep((collection) => catalog.keepIndexes(collection, (each) => each.id !== id));
    await engine.removeGarbage();
    throw error;
  }
}

export function listIndexes(engine: Engine, body: Document): Document {
  const name = collectionName(body, 'listIndexes');
  const collection = engine.catalog.find(body.$db, name);
  if (!collection) throw new StoreError('NamespaceNotFound', `ns does not exist: ${body.$db}.${name}`);
  const made = collection.indexes.map(({ id, multikey, building, key, name: indexName, ...rest }) => ({
    ...{ v: 2, key, name: indexName },
    ...rest,
  }));
  return listReply(`${body.$db}.${name}`, [idIndex, ...made]);
}

export async function dropIndexes(engine: Engine, body: Document): Promise<Document> {
  const name = collectionName(body, 'dropIndexes');
  const wanted = Array.isArray(body.index) ? body.index : [body.index];
  const nIndexesWas = await engine.writes.write(() => {
    const collection = engine.catalog.find(body.$db, name);
    if (!collection) throw new StoreError('NamespaceNotFound', 'ns not found');
    const goes = wanted.flatMap((each) => indexesNamed(collection, each));
    engine.catalog.keepIndexes(collection, (index) => !goes.includes(index));
    return collection.indexes.length + 1;
  });
  await engine.removeGarbage();
  return { nIndexesWas, ok: 1 };
}

function indexesNamed({ indexes }: Collection, wanted: unknown): Index[] {
  if (wanted === '*') return indexes;
  if (wanted === '_id_') throw new StoreError('InvalidOptions', 'cannot drop _id index');
  const found = indexes.filter(({ name }) => name === wanted);
  if (found.length > 0) return found;
  throw new StoreError('IndexNotFound', `index not found with name [${JSON.stringify(wanted)}]`);
}
