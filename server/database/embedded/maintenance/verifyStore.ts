// Checks that documents are sound and that indexes agree with them: every document has all of its entries and
// every entry has its document. Works in small synchronous steps, in which nothing can be written, so that it can run
// beside other work.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Document } from 'bson';
import type { Engine } from '../engine.ts';
import { decode } from '../query/bsonValues.ts';
import { pickFields } from '../query/pickFields.ts';
import { type Collection, type Index, prefixOf } from '../storage/catalog.ts';
import { fieldsThatDecide, indexEntries } from '../storage/indexKeys.ts';
import { documentKey } from '../storage/records.ts';
import { afterPrefix, type Entry, readInChunks } from '../storage/storage.ts';
import { checkBson } from '../wire/checkBson.ts';

export interface Verification {
  collections: number;
  documents: number;
  entries: number;
  /** One sentence for each thing that is wrong; at most 100. */
  problems: string[];
}

const maxProblems = 100;

/** Reads everything once; an empty list of problems means that the store is sound. */
export async function verifyStore(engine: Engine): Promise<Verification> {
  const problems: string[] = [];
  const read = { documents: 0, entries: 0 };
  const check = async (table: 'documents' | 'entries', id: number, place: string, wrong: Check) => {
    const start = prefixOf(id);
    for (const chunk of readInChunks(engine.storage[table], { start, end: afterPrefix(start) })) {
      for (const entry of chunk) {
        const problem = attempt(wrong, entry);
        if (problem && problems.length < maxProblems) problems.push(`${place}: ${problem}`);
      }
      read[table] += chunk.length;
      await nextTurn();
    }
  };
  await engine.removeGarbage();
  const { commits } = engine.writes;
  const collections = engine.catalog.list();
  for (const each of collections) {
    const place = `${each.db}.${each.name}`;
    await check('documents', each.id, place, (entry) => wrongDocument(engine, each, entry));
    for (const index of each.indexes)
      await check('entries', index.id, `${place} index ${index.name}`, (entry) =>
        wrongEntry(engine, index, entry),
      );
  }
  // What the engine counts must have been found, unless something was written in the meantime.
  for (const table of ['documents', 'entries'] as const) {
    const counted = engine.storage[table].count();
    if (engine.writes.commits === commits && counted !== read[table])
      problems.push(`${counted} ${table} are counted, but ${read[table]} can be read: the file is damaged`);
  }
  return { collections: collections.length, ...read, problems };
}

/** What is wrong with an entry of a table, or null. */
export type Check = (entry: Entry) => string | null;

export function attempt(wrong: Check, entry: Entry): string | null {
  try {
    return wrong(entry);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export function wrongDocument(engine: Engine, collection: Collection, { key, value }: Entry): string | null {
  checkBson(value);
  const doc = decodeKeys(value, collection.indexes);
  if (!documentKey(collection, doc._id).equals(key))
    return `a document lies under another _id than ${doc._id}`;
  for (const index of collection.indexes)
    for (const entry of indexEntries(index, doc, key).entries.values())
      if (!engine.storage.entries.get(entry.key)?.equals(key))
        return `index ${index.name} misses document ${doc._id}`;
  return null;
}

export function wrongEntry(engine: Engine, index: Index, { key, value: at }: Entry): string | null {
  const bytes = engine.storage.documents.get(at);
  if (!bytes) return 'an entry has no document';
  const doc = decodeKeys(bytes, [index]);
  const expected = indexEntries(index, doc, at).entries.has(key.toString('latin1'));
  return expected ? null : `an entry does not belong to document ${doc._id}`;
}

/** What indexes and the place of a document are made of; the rest of a long document is looked at by `checkBson`, and not decoded. */
function decodeKeys(bytes: Buffer, indexes: readonly Index[]): Document {
  const fields = fieldsThatDecide(indexes);
  return decode(fields ? pickFields(bytes, (name) => name === '_id' || fields.has(name)) : bytes);
}
