// Finds and changes documents. One document is found and changed inside a single write step, so that parallel
// changes never overwrite each other; many are changed a burst at a time, each checked again inside its step.
import type { Document } from 'bson';
import type { Engine } from '../engine.ts';
import { StoreError } from '../errors.ts';
import { compileFilter } from '../query/compileFilter.ts';
import { planQuery, type Sort } from '../query/plan.ts';
import { type Found, scan, scanNow } from '../query/scan.ts';
import { Sorter, sortKeyOf } from '../query/sort.ts';
import { decode, decodeExact } from '../query/values.ts';
import type { Collection } from '../storage/catalog.ts';
import { documentKey } from '../storage/records.ts';
import { type Update, upsertedDocument } from '../update/compileUpdate.ts';
import { encodeChecked } from '../update/encodeChecked.ts';

export interface Target {
  db: string;
  name: string;
  filter: Document;
  /** The filter with exact number types, which an upsert copies from. */
  exactFilter: Document;
  sort?: Sort;
  hint?: unknown;
}
/** An update, or null to delete. */
export type Change = { update: Update; upsert: boolean } | null;
export interface Changed {
  matched: number;
  modified: number;
  upsertedId?: unknown;
  /** The document before and after, exactly decoded. */
  before?: Document;
  after?: Document;
}

/** Changes the first document that matches, or upserts. */
export async function changeOne(engine: Engine, target: Target, change: Change): Promise<Changed> {
  const matches = compileFilter(target.filter);
  return engine.writes.write(() => {
    const found = firstMatch(engine, target, matches);
    if (found) return apply(engine, engine.catalog.find(target.db, target.name)!, found, change);
    return change?.upsert ? upsert(engine, target, change.update) : { matched: 0, modified: 0 };
  });
}

/** Changes every document that matches, or upserts when there is none. */
export async function changeMany(engine: Engine, target: Target, change: Change): Promise<Changed> {
  const matches = compileFilter(target.filter);
  const done: Changed = { matched: 0, modified: 0 };
  const collection = engine.catalog.find(target.db, target.name);
  const plan = collection && planQuery(collection, target.filter, [], target.hint);
  if (collection && plan)
    for await (const burst of scan(engine.storage, plan, matches, { once: true })) {
      const each = await engine.writes.write(() => changeBurst(engine, target, burst, matches, change));
      done.matched += each.matched;
      done.modified += each.modified;
      if (each.error) throw each.error;
    }
  return done.matched === 0 && change?.upsert ? changeOne(engine, target, change) : done;
}

function changeBurst(
  engine: Engine,
  target: Target,
  burst: Found[],
  matches: (doc: Document) => boolean,
  change: Change,
) {
  const done = { matched: 0, modified: 0, error: undefined as StoreError | undefined };
  const collection = engine.catalog.find(target.db, target.name);
  if (!collection) return done;
  for (const { at } of burst) {
    const bytes = engine.storage.documents.get(at);
    const doc = bytes && decode(bytes);
    if (!bytes || !doc || !matches(doc)) continue;
    try {
      const each = apply(engine, collection, { at, bytes, doc }, change);
      done.matched += each.matched;
      done.modified += each.modified;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return { ...done, error };
    }
  }
  return done;
}

function firstMatch(engine: Engine, target: Target, matches: (doc: Document) => boolean): Found | undefined {
  const collection = engine.catalog.find(target.db, target.name);
  if (!collection) return undefined;
  const plan = planQuery(collection, target.filter, target.sort ?? [], target.hint);
  const candidates = scanNow(engine.storage, plan, matches);
  if (plan.sorted) return candidates.next().value ?? undefined;
  const sorter = new Sorter<Found>(1);
  const keyOf = sortKeyOf(target.sort!);
  for (const each of candidates) sorter.add(keyOf(each.doc), each, each.bytes.length);
  return sorter.sorted()[0];
}

function apply(engine: Engine, collection: Collection, found: Found, change: Change): Changed {
  const before = decodeExact(found.bytes);
  if (!change) {
    engine.records.remove(collection, found.at, found.doc);
    return { matched: 1, modified: 0, before };
  }
  const after = change.update.apply(decodeExact(found.bytes), false);
  const bytes = encodeChecked(after);
  if (found.bytes.equals(bytes)) return { matched: 1, modified: 0, before, after };
  engine.records.replace(collection, found.at, found.doc, bytes);
  return { matched: 1, modified: 1, before, after };
}

function upsert(engine: Engine, target: Target, update: Update): Changed {
  const after = upsertedDocument(target.exactFilter, update);
  const bytes = encodeChecked(after);
  const doc = decode(bytes);
  const collection = engine.catalog.ensure(target.db, target.name);
  documentKey(collection, doc._id);
  engine.records.insert(collection, bytes, doc);
  return { matched: 0, modified: 0, upsertedId: after._id, after };
}
