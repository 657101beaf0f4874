// Checks that documents are sound and that indexes agree with them: every document has all of its entries and
// every entry has its document. Works in small synchronous steps, in
// which nothing can be written, so that it can run beside other work.
import { setImmediate as breathe } from 'node:timers/promises';
import type { Engine } from '../engine.ts';
import { decode } from '../query/values.ts';
import { type Collection, type Index, prefixOf } from '../storage/catalog.ts';
import { indexEntries } from '../storage/indexKeys.ts';
import { documentKey, entryKey } from '../storage/records.ts';
import { afterKey, afterPrefix, type Entry, type Table } from '../storage/storage.ts';
import { checkBson } from '../wire/checkBson.ts';

export interface Verification {
  collections: number;
  documents: number;
  entries: number;
  /** One sentence for each thing that is wrong; at most 100. */
  problems: string[];
}

const perStep = 500;
const maxProblems = 100;

/** Reads everything once; an empty list of problems means that the store is sound. */
export async function verifyStore(engine: Engine): Promise<Verification> {
  const done: Verification = { collections: 0, documents: 0, entries: 0, problems: [] };
  await engine.removeGarbage();
  const commits = engine.writes.commits;
  await walk(engine, done);
  if (engine.writes.commits === commits) checkCounts(engine, done);
  return done;
}

/** What the engine counts must have been found; told only when nothing was written in the meantime. */
function checkCounts({ storage }: Engine, { documents, entries, problems }: Verification): void {
  if (storage.documents.count() !== documents)
    problems.push(
      `${storage.documents.count()} documents are counted, but ${documents} can be read: the file is damaged`,
    );
  if (storage.entries.count() !== entries)
    problems.push(
      `${storage.entries.count()} index entries are counted, but ${entries} can be read: the file is damaged`,
    );
}

async function walk(engine: Engine, done: Verification): Promise<void> {
  for (const collection of engine.catalog.list()) {
    done.collections++;
    const place = `${collection.db}.${collection.name}`;
    done.documents += await eachEntry(engine, 'documents', collection.id, (entry) => {
      report(done, place, () => checkDocument(engine, collection, entry));
    });
    for (const index of collection.indexes)
      done.entries += await eachEntry(engine, 'entries', index.id, (entry) => {
        report(done, `${place} index ${index.name}`, () => checkEntry(engine, collection, index, entry));
      });
  }
}

function report(done: Verification, place: string, check: () => string | null): void {
  let problem: string | null;
  try {
    problem = check();
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error);
  }
  if (problem && done.problems.length < maxProblems) done.problems.push(`${place}: ${problem}`);
}

async function eachEntry(
  engine: Engine,
  name: 'documents' | 'entries',
  id: number,
  visit: (entry: Entry) => void,
): Promise<number> {
  const table: Table = engine.storage[name];
  const end = afterPrefix(prefixOf(id));
  let start = prefixOf(id);
  let count = 0;
  const step = () => {
    let read = 0;
    for (const entry of table.range({ start, end })) {
      visit(entry);
      start = afterKey(entry.key);
      if (++read === perStep) break;
    }
    count += read;
    return read;
  };
  while (step() === perStep) await breathe();
  return count;
}

function checkDocument(engine: Engine, collection: Collection, { key, value }: Entry): string | null {
  checkBson(value);
  const doc = decode(value);
  if (!documentKey(collection, doc._id).equals(key))
    return `a document lies under another _id than ${doc._id}`;
  for (const index of collection.indexes) {
    if (index.building) continue;
    for (const entry of indexEntries(index, doc).entries)
      if (!engine.storage.entries.get(entryKey(index, entry, key))?.equals(key))
        return `index ${index.name} misses document ${doc._id}`;
  }
  return null;
}

function checkEntry(
  engine: Engine,
  collection: Collection,
  index: Index,
  { key, value: at }: Entry,
): string | null {
  const bytes = engine.storage.documents.get(at);
  if (!bytes) return 'an entry has no document';
  const doc = decode(bytes);
  const expected = indexEntries(index, doc).entries.some((entry) => entryKey(index, entry, at).equals(key));
  return expected ? null : `an entry does not belong to document ${doc._id} of ${collection.name}`;
}
