// What find, count, distinct, aggregate and explain have in common: a filter, a sort, a skip and a limit, planned
// and run as a stream.
import type { Document } from 'bson';
import type { Engine } from '../engine.ts';
import { compileFilter, type Predicate } from '../query/compileFilter.ts';
import { type Plan, planQuery } from '../query/plan.ts';
import { type Found, type ScanCounts, scan } from '../query/scan.ts';
import { parseSort, Sorter, sortKeyOf } from '../query/sort.ts';
import type { Sort } from '../query/sortOrder.ts';
import type { Stream } from '../query/stream.ts';
import type { Collection } from '../storage/catalog.ts';
import { firstBatchSize } from '../wire/cursors.ts';
import { wholeNumber } from './options.ts';

export interface Query {
  filter: Document;
  sort: Sort;
  skip: number;
  /** 0 means no limit. */
  limit: number;
  hint?: unknown;
}

export interface Planned {
  collection: Collection;
  plan: Plan;
  matches: Predicate;
}

/** The plan of a query, or null when the collection does not exist. */
export function planOf(engine: Engine, db: string, name: string, query: Query): Planned | null {
  const matches = compileFilter(query.filter);
  const collection = engine.catalog.find(db, name);
  if (!collection) return null;
  return { collection, matches, plan: planQuery(collection, query.filter, query.sort, query.hint) };
}

/** Matching documents in the order asked for, after skip and limit. */
export function* runQuery(
  engine: Engine,
  planned: Planned | null,
  query: Query,
  counts?: ScanCounts,
): Generator<Found[]> {
  if (!planned) return;
  const { plan, matches } = planned;
  const wanted = query.limit > 0 && plan.sorted ? query.skip + query.limit : firstBatchSize;
  const source = scan(engine.storage, plan, matches, { counts, wanted });
  const ordered = plan.sorted ? source : sorted(source, query);
  let skip = query.skip;
  let left = query.limit || Number.POSITIVE_INFINITY;
  for (const found of ordered) {
    const part = skip === 0 && found.length <= left ? found : found.slice(skip, skip + left);
    skip = Math.max(0, skip - found.length);
    left -= part.length;
    yield part;
    if (left === 0) return;
  }
}

function* sorted(source: Stream<Found>, query: Query): Generator<Found[]> {
  const sorter = new Sorter<Found>(query.limit && query.limit + query.skip);
  const keyOf = sortKeyOf(query.sort);
  for (const found of source) {
    for (const each of found) sorter.add(keyOf(each.doc), each, each.bytes.length * 3);
    yield [];
  }
  yield sorter.sorted();
}

export function queryOf(body: Document, filterField: string): Query {
  return {
    filter: body[filterField] ?? {},
    sort: parseSort(body.sort),
    skip: wholeNumber(body, 'skip') ?? 0,
    limit: Math.abs(wholeNumber(body, 'limit') ?? 0),
    hint: body.hint ?? undefined,
  };
}
