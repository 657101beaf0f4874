// What find, count, distinct, aggregate and explain have in common: a filter, a sort, a skip and a limit, planned
// and run as a stream.
import type { Document } from 'bson';
import type { Engine } from '../engine.ts';
import { compileFilter } from '../query/compileFilter.ts';
import { type Plan, planQuery, type Sort } from '../query/plan.ts';
import { type Found, type ScanCounts, scan } from '../query/scan.ts';
import { parseSort, Sorter, sortKeyOf } from '../query/sort.ts';
import type { Collection } from '../storage/catalog.ts';
import { wholeNumber } from './options.ts';

export interface Query {
  filter: Document;
  sort: Sort;
  skip: number;
  /** 0 means no limit. */
  limit: number;
  hint?: unknown;
}

/** The plan of a query, or null when the collection does not exist. */
export function planOf(
  engine: Engine,
  db: string,
  name: string,
  query: Query,
): { collection: Collection; plan: Plan } | null {
  compileFilter(query.filter);
  const collection = engine.catalog.find(db, name);
  return collection
    ? { collection, plan: planQuery(collection, query.filter, query.sort, query.hint) }
    : null;
}

/** Matching documents in the order asked for, after skip and limit. */
export async function* runQuery(
  engine: Engine,
  plan: Plan,
  query: Query,
  counts?: ScanCounts,
): AsyncGenerator<Found[]> {
  const source = scan(engine.storage, plan, compileFilter(query.filter), { counts });
  const ordered = plan.sorted ? source : sorted(source, query);
  let skip = query.skip;
  let left = query.limit || Number.POSITIVE_INFINITY;
  for await (const found of ordered) {
    const part = found.slice(skip, skip + left);
    skip = Math.max(0, skip - found.length);
    left -= part.length;
    if (part.length > 0) yield part;
    if (left === 0) return;
  }
}

async function* sorted(source: AsyncIterable<Found[]>, query: Query): AsyncGenerator<Found[]> {
  const sorter = new Sorter<Found>(query.limit && query.limit + query.skip);
  const keyOf = sortKeyOf(query.sort);
  for await (const found of source)
    for (const each of found) sorter.add(keyOf(each.doc), each, each.bytes.length * 3);
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
