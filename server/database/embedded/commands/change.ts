// Finds and changes documents. One document is found and changed inside a single write step, so that parallel
// changes never overwrite each other; many are changed a burst at a time, each checked again inside its step.
import type { Document } from 'bson';
import type { Engine } from '../engine.ts';
import { StoreError } from '../errors.ts';
import type { Predicate } from '../query/compileFilter.ts';
import { planQuery } from '../query/plan.ts';
import { Found, firstOf, scan } from '../query/scan.ts';
import { Sorter, sortKeyOf } from '../query/sort.ts';
import type { Sort } from '../query/sortOrder.ts';
import { decode, decodeExact } from '../query/values.ts';
import type { Collection } from '../storage/catalog.ts';
import { type Update, upsertedDocument } from '../update/compileUpdate.ts';
import { encodeChecked } from '../update/encodeChecked.ts';

export interface Target {
  db: string;
  name: string;
  filter: Document;
  matches: Predicate;
  sort?: Sort;
  hint?: unknown;
}
/** An update, or null to delete. */
export type Change = { update: Update; upsert: boolean } | null;
export interface Changed {
  matched: number;
  modified: number;
  upsertedId?: unknown;
  /** The document's bytes before and after. */
  before?: Uint8Array;
  after?: Uint8Array;
}

/** Changes the first document that matches, or upserts. Inside a write step only. */
export function changeOne(engine: Engine, target: Target, change: Change): Changed {
  const collection = engine.catalog.find(target.db, target.name);
  const found = collection && firstMatch(engine, collection, target);
  if (found) return apply(engine, collection, found, change);
  return change?.upsert ? upsert(engine, target, change.update) : { matched: 0, modified: 0 };
}

/** Changes every document that matches, or upserts when there is none. */
export async function changeMany(engine: Engine, target: Target, change: Change): Promise<Changed> {
  const done: Changed = { matched: 0, modified: 0 };
  const collection = engine.catalog.find(target.db, target.name);
  const plan = collection && planQuery(collection, target.filter, [], target.hint);
  if (collection && plan)
    for (const burst of scan(engine.storage, plan, target.matches, { once: true })) {
      const each = await engine.writes.write(() => changeBurst(engine, target, burst, change));
      done.matched += each.matched;
      done.modified += each.modified;
      if (each.error) throw each.error;
    }
  if (done.matched > 0 || !change?.upsert) return done;
  return engine.writes.write(() => changeOne(engine, target, change));
}

function changeBurst(engine: Engine, target: Target, burst: Found[], change: Change) {
  const done = { matched: 0, modified: 0, error: undefined as StoreError | undefined };
  const collection = engine.catalog.find(target.db, target.name);
  if (!collection) return done;
  for (const { at } of burst) {
    const bytes = engine.storage.documents.get(at);
    const found = bytes && new Found(at, bytes);
    if (!found || !target.matches(found.doc)) continue;
    try {
      const each = apply(engine, collection, found, change);
      done.matched += each.matched;
      done.modified += each.modified;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      return { ...done, error };
    }
  }
  return done;
}

function firstMatch(engine: Engine, collection: Collection, target: Target): Found | undefined {
  const { filter, matches, sort = [], hint } = target;
  const plan = planQuery(collection, filter, sort, hint);
  const candidates = scan(engine.storage, plan, matches);
  if (plan.sorted) return firstOf(candidates);
  const sorter = new Sorter<Found>(1);
  const keyOf = sortKeyOf(sort);
  for (const burst of candidates)
    for (const each of burst) sorter.add(keyOf(each.doc), each, each.bytes.length);
  return sorter.sorted()[0];
}

function apply(engine: Engine, collection: Collection, found: Found, change: Change): Changed {
  const before = found.bytes;
  if (!change) {
    engine.records.remove(collection, found);
    return { matched: 1, modified: 0, before };
  }
  const after = encodeChecked(change.update.apply(decodeExact(before), false));
  if (before.equals(after)) return { matched: 1, modified: 0, before, after };
  engine.records.replace(collection, found, after, change.update.fields);
  return { matched: 1, modified: 1, before, after };
}

function upsert(engine: Engine, target: Target, update: Update): Changed {
  const whole = upsertedDocument(target.filter, update);
  const after = encodeChecked(whole);
  engine.records.insert(engine.catalog.ensure(target.db, target.name), after, decode(after));
  return { matched: 0, modified: 0, upsertedId: whole._id, after };
}
