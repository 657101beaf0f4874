// createIndexes and listIndexes. An index on existing documents is filled in one write step, in which nothing else is
// written or read: the product makes its indexes when it starts, before anybody is let in.
import type { Document } from 'bson';
import type { Engine } from '../engine.ts';
import { decode } from '../query/bsonValues.ts';
import { planQuery } from '../query/queryPlan.ts';
import { scan } from '../query/scan.ts';
import { type Index, idIndex } from '../storage/catalog.ts';
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
  try {
    await writes.write(() => {
      const collection = catalog.ensure(db, name);
      if (isThere(collection, spec)) return;
      const index: Index = { ...spec, id: catalog.newId() };
      for (const chunk of scan(storage, planQuery(collection, {}, []), () => true))
        for (const { at, bytes } of chunk) records.addToIndex(collection, index, at, decode(bytes));
      catalog.save({ ...collection, indexes: [...collection.indexes, index] });
    });
  } catch (error) {
    // The entries of an index that existing documents break belong to nobody.
    await engine.removeGarbage();
    throw error;
  }
}

export function listIndexes(engine: Engine, body: Document): Document {
  const name = collectionName(body, 'listIndexes');
  const collection = engine.catalog.find(body.$db, name);
  if (!collection) throw new StoreError('NamespaceNotFound', `ns does not exist: ${body.$db}.${name}`);
  const made = collection.indexes.map(({ id, multikey, key, name: indexName, ...rest }) => ({
    ...{ v: 2, key, name: indexName },
    ...rest,
  }));
  return listReply(`${body.$db}.${name}`, [idIndex, ...made]);
}
