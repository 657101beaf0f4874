// Plans and runs a query: find, count, explain and the first stages of an aggregation all read this way.
import type { Document } from 'bson';
import type { Engine } from '../engine.ts';
import { compileFilter, type Predicate } from '../query/compileFilter.ts';
import type { FoundDocument } from '../query/foundDocument.ts';
import { type Plan, planQuery } from '../query/queryPlan.ts';
import { type ScanCounts, scan } from '../query/scan.ts';
import { parseSort, type Sort, sorted } from '../query/sort.ts';
import { type Stream, slice } from '../query/stream.ts';
import { firstBatchSize } from '../wire/cursors.ts';
import { collectionName, wholeNumber } from './options.ts';

export interface Query {
  db: string;
  name: string;
  filter: Document;
  sort: Sort;
  skip: number;
  /** 0 means no limit. */
  limit: number;
  hint?: unknown;
}
export interface Planned {
  query: Query;
  /** Null when the collection does not exist. */
  plan: Plan | null;
  matches: Predicate;
}

/** The query of a command, whose filter stands in `filterField`. */
export function queryOf(body: Document, command: string, filterField: string): Query {
  return {
    db: body.$db,
    name: collectionName(body, command),
    filter: body[filterField] ?? {},
    sort: parseSort(body.sort ?? {}),
    skip: wholeNumber(body, 'skip') ?? 0,
    limit: wholeNumber(body, 'limit') ?? 0,
    hint: body.hint ?? undefined,
  };
}

export function planOf(engine: Engine, query: Query): Planned {
  const collection = engine.catalog.find(query.db, query.name);
  const matches = compileFilter(query.filter);
  const plan = collection ? planQuery(collection, query.filter, query.sort, query.hint) : null;
  return { query, matches, plan };
}

/** Matching documents in the order asked for, after skip and limit. */
export function runQuery(engine: Engine, planned: Planned, counts?: ScanCounts): Stream<FoundDocument> {
  const { plan, matches, query } = planned;
  if (!plan) return [];
  const end = query.limit && query.skip + query.limit;
  const wanted = (plan.sorted && end) || firstBatchSize;
  const source = scan(engine.storage, plan, matches, { counts, wanted });
  return slice(plan.sorted ? source : sorted(source, query.sort, end), query.skip, query.limit);
}
