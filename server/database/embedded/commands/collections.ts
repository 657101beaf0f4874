// create, drop, and the lists of collections and databases.
import { type Document, Long } from 'bson';
import type { Engine } from '../engine.ts';
import { compileFilter } from '../query/compileFilter.ts';
import { idIndex } from '../storage/catalog.ts';
import { listReply } from '../wire/cursors.ts';
import { collectionName, flag } from './options.ts';

export async function create(engine: Engine, body: Document): Promise<Document> {
  const name = collectionName(body, 'create');
  // A real server takes the same request again; there are no options here that could differ.
  await engine.writes.write(() => engine.catalog.ensure(body.$db, name));
  return { ok: 1 };
}

export async function drop(engine: Engine, body: Document): Promise<Document> {
  const name = collectionName(body, 'drop');
  await engine.writes.write(() => {
    const collection = engine.catalog.find(body.$db, name);
    if (collection) engine.catalog.drop(collection);
  });
  await engine.removeGarbage();
  return { ok: 1 };
}

/** Documents lie in the order of their `_id`, in every collection. */
const clusteredIndex = { v: 2, key: { _id: 1 }, name: '_id_', unique: true };

export function listCollections(engine: Engine, body: Document): Document {
  const matches = compileFilter(body.filter ?? {});
  const all = engine.catalog.list(body.$db).map(({ name }) => ({
    name,
    type: 'collection',
    options: { clusteredIndex },
    info: { readOnly: false },
    idIndex,
  }));
  const listed = all
    .filter(matches)
    .map((each) => (flag(body.nameOnly) ? { name: each.name, type: each.type } : each));
  return listReply(`${body.$db}.$cmd.listCollections`, listed);
}

export function listDatabases(engine: Engine): Document {
  const names = [...new Set(engine.catalog.list().map(({ db }) => db))].sort();
  const databases = names.map((name) => ({ name, sizeOnDisk: Long.ZERO, empty: false }));
  return { databases, totalSize: Long.ZERO, ok: 1 };
}
