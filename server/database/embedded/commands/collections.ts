// create, drop, dropDatabase, the lists of collections and databases, and their sizes.
import { type Document, Long } from 'bson';
import type { Engine } from '../engine.ts';
import { compileFilter } from '../query/compileFilter.ts';
import { idIndex } from '../storage/catalog.ts';
import { listReply } from '../wire/cursors.ts';
import { collectionName, flag } from './options.ts';

export async function create(engine: Engine, body: Document): Promise<Document> {
  const name = collectionName(body, 'create');
  await engine.writes.write(() => {
    // A real server takes the same request again; there are no options here that could differ.
    if (!engine.catalog.find(body.$db, name)) engine.catalog.create(body.$db, name);
  });
  return { ok: 1 };
}

export async function drop(engine: Engine, body: Document): Promise<Document> {
  const name = collectionName(body, 'drop');
  const nIndexesWas = await engine.writes.write(() => {
    const collection = engine.catalog.find(body.$db, name);
    if (!collection) return null;
    engine.catalog.drop(collection);
    return collection.indexes.length + 1;
  });
  await engine.removeGarbage();
  return { ...(nIndexesWas !== null && { nIndexesWas, ns: `${body.$db}.${name}` }), ok: 1 };
}

export async function dropDatabase(engine: Engine, body: Document): Promise<Document> {
  const dropped = await engine.writes.write(() => {
    const collections = engine.catalog.list(body.$db);
    for (const collection of collections) engine.catalog.drop(collection);
    return collections.length;
  });
  await engine.removeGarbage();
  return { ...(dropped > 0 && { dropped: body.$db }), ok: 1 };
}

export function listCollections(engine: Engine, body: Document): Document {
  const matches = compileFilter(body.filter ?? {});
  const all = engine.catalog
    .list(body.$db)
    .map(({ name }) => ({ name, type: 'collection', options: {}, info: { readOnly: false }, idIndex }));
  const listed = all
    .filter(matches)
    .map((each) => (flag(body.nameOnly) ? { name: each.name, type: each.type } : each));
  return listReply(`${body.$db}.$cmd.listCollections`, listed);
}

export function listDatabases(engine: Engine, body: Document): Document {
  const matches = compileFilter(body.filter ?? {});
  const names = [...new Set(engine.catalog.list().map(({ db }) => db))].sort();
  const databases = names.map((name) => ({ name, sizeOnDisk: Long.ZERO, empty: false })).filter(matches);
  return { databases, totalSize: Long.ZERO, ok: 1 };
}
