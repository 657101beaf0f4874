// At each start: the list of collections, and every document and index entry of the small ones. What a store is run by (accounts,
// waves, offices) is small, and nothing may be decided on it when it is damaged; large collections are read as a whole by `verify`.
import { BSON } from 'bson';
import type { Engine } from '../engine.ts';
import { BrokenTree } from '../storage/brokenTree.ts';
import { type Collection, prefixOf } from '../storage/catalog.ts';
import { afterPrefix, type Entry } from '../storage/storage.ts';
import { attempt, type Check, wrongDocument, wrongEntry } from './verifyStore.ts';

const maxDocuments = 2000;
/** Read in some tens of milliseconds, for which a start can wait. */
const maxBytes = 4 * 1024 * 1024;

/** @throws BrokenTree at the first thing that is wrong */
export async function checkSmallCollections(engine: Engine): Promise<void> {
  checkCatalog(engine);
  for (const each of engine.catalog.list()) checkCollection(engine, each);
}

function checkCollection(engine: Engine, collection: Collection): void {
  const { documents, entries } = engine.storage;
  const name = `${collection.db}.${collection.name}`;
  const found: Entry[] = [];
  let bytes = 0;
  for (const entry of documents.range(everythingOf(collection.id, maxDocuments + 1))) {
    bytes += entry.value.length;
    if (found.push(entry) > maxDocuments || bytes > maxBytes) return;
  }
  checkAll(found, name, (entry) => wrongDocument(engine, collection, entry));
  for (const index of collection.indexes)
    checkAll(entries.range(everythingOf(index.id)), `${name}, index ${index.name}`, (entry) =>
      wrongEntry(engine, index, entry),
    );
}

const everythingOf = (id: number, limit?: number) => {
  const start = prefixOf(id);
  return { start, end: afterPrefix(start), ...(limit !== undefined && { limit }) };
};

function checkAll(entries: Iterable<Entry>, place: string, wrong: Check): void {
  for (const entry of entries) {
    const problem = attempt(wrong, entry);
    if (problem) throw new BrokenTree(`${place}: ${problem}`);
  }
}

/** Each collection lies under its own name, and no two share a number. */
function checkCatalog({ storage }: Engine): void {
  const ids = new Set<number>();
  for (const { key, value } of storage.catalog.range({ start: Buffer.from('c'), end: Buffer.from('d') })) {
    const { db, name, id, indexes } = BSON.deserialize(value) as Collection;
    if (key.toString() !== `c${db}.${name}`)
      throw new BrokenTree(`a collection lies under another name than ${name}`);
    for (const one of [id, ...indexes.map((index) => index.id)]) {
      if (!Number.isInteger(one) || ids.has(one))
        throw new BrokenTree(`the number ${one} of ${name} is taken`);
      ids.add(one);
    }
  }
}
