// Finds and changes documents. One document is found and changed inside a single write step, so that parallel
// changes never overwrite each other; many are changed a chunk at a time, each checked again inside its step.
import { type Document, ObjectId } from 'bson';
import type { Engine } from '../engine.ts';
import { decode, decodeExact, encode } from '../query/bsonValues.ts';
import { compileFilter } from '../query/compileFilter.ts';
import { FoundDocument } from '../query/foundDocument.ts';
import { planQuery } from '../query/queryPlan.ts';
import { firstOf, scan } from '../query/scan.ts';
import { type Sort, sorted } from '../query/sort.ts';
import type { Collection } from '../storage/catalog.ts';
import { StoreError } from '../storeErrors.ts';
import { type Update, upsertedDocument } from '../update/compileUpdate.ts';
import { maxDocumentBytes } from '../wire/checkBson.ts';

export interface Target {
  db: string;
  name: string;
  filter: Document;
  sort?: Sort;
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

/** Stores the bytes a client sent. Inside a write step only. */
export function insertOne(engine: Engine, db: string, name: string, bytes: Buffer): Changed {
  if (bytes.length > maxDocumentBytes)
    throw new StoreError('BSONObjectTooLarge', `object to insert too large: ${bytes.length} bytes`);
  const doc = decode(bytes);
  const collection = engine.catalog.ensure(db, name);
  if (Object.keys(doc)[0] === '_id') engine.records.insert(collection, { doc, bytes });
  else {
    // _id is stored first, as a real server does.
    const { _id = new ObjectId(), ...rest } = decodeExact(bytes);
    engine.records.insert(collection, { doc: { ...doc, _id }, bytes: encode({ _id, ...rest }) });
  }
  return { matched: 1, modified: 0 };
}

/** Changes the first document that matches, or upserts. Inside a write step only. */
export function changeOne(engine: Engine, target: Target, change: Change): Changed {
  const collection = engine.catalog.find(target.db, target.name);
  const found = collection && firstMatch(engine, collection, target);
  if (found) return apply(engine, collection, found, change);
  if (!change?.upsert) return { matched: 0, modified: 0 };
  const whole = upsertedDocument(target.filter, change.update);
  const after = encodeChecked(whole);
  const version = { doc: decode(after), bytes: after };
  engine.records.insert(engine.catalog.ensure(target.db, target.name), version);
  return { matched: 0, modified: 0, upsertedId: whole._id, after };
}

/** Changes every document that matches, or upserts when there is none; those before one that fails stay changed. */
export async function changeMany(engine: Engine, target: Target, change: Change): Promise<Changed> {
  const { db, name, filter } = target;
  const matches = compileFilter(filter);
  const done: Changed = { matched: 0, modified: 0 };
  const changeChunk = (chunk: FoundDocument[]) => {
    const collection = engine.catalog.find(db, name);
    for (const { at } of collection ? chunk : []) {
      const bytes = engine.storage.documents.get(at);
      const found = bytes && new FoundDocument(at, bytes);
      if (!found || !matches(found.doc)) continue;
      const each = apply(engine, collection!, found, change);
      done.matched += each.matched;
      done.modified += each.modified;
    }
  };
  const collection = engine.catalog.find(db, name);
  const plan = collection && planQuery(collection, filter, []);
  for (const chunk of plan ? scan(engine.storage, plan, matches, { once: true }) : [])
    await engine.writes.write(() => changeChunk(chunk));
  if (done.matched > 0 || !change?.upsert) return done;
  return engine.writes.write(() => changeOne(engine, target, change));
}

function firstMatch(
  engine: Engine,
  collection: Collection,
  { filter, sort = [] }: Target,
): FoundDocument | undefined {
  const plan = planQuery(collection, filter, sort);
  const candidates = scan(engine.storage, plan, compileFilter(filter));
  return firstOf(plan.sorted ? candidates : sorted(candidates, sort, 1));
}

function apply(engine: Engine, collection: Collection, found: FoundDocument, change: Change): Changed {
  const before = found.bytes;
  if (!change) {
    engine.records.change(collection, found.at, found, null);
    return { matched: 1, modified: 0, before };
  }
  const after = encodeChecked(change.update.apply(decodeExact(before), false));
  if (Buffer.compare(before, after) === 0) return { matched: 1, modified: 0, before, after };
  const version = new FoundDocument(found.at, after);
  engine.records.change(collection, found.at, found, version, change.update.fields);
  return { matched: 1, modified: 1, before, after };
}

/** The bytes of a changed document; throws BSONObjectTooLarge. */
function encodeChecked(doc: Document): Uint8Array {
  try {
    const bytes = encode(doc);
    if (bytes.length <= maxDocumentBytes) return bytes;
  } catch (error) {
    // bson serialises into a buffer of 17 MB and runs off its end.
    if (!(error instanceof RangeError)) throw error;
  }
  throw new StoreError('BSONObjectTooLarge', `Resulting document is larger than ${maxDocumentBytes}`);
}
