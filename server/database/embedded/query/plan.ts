// Chooses how to read a collection: by _id, by the index that narrows most, or all of it. A plan is a list of
// key ranges in scan order; the caller always checks the whole filter again, so ranges may be too wide.
import type { Document } from 'bson';
import { StoreError } from '../errors.ts';
import { type Collection, type Index, prefixOf } from '../storage/catalog.ts';
import { afterPrefix, type KeyRange } from '../storage/storage.ts';
import { type Bounds, boundsOf, implies } from './bounds.ts';
import { orderedKey } from './orderedKey.ts';

export interface Plan {
  /** The index read, '_id_' for the collection itself by _id, null for a whole scan. */
  index: Index | null;
  byId: boolean;
  ranges: KeyRange[];
  reverse: boolean;
  /** True when documents come out in the order asked for. */
  sorted: boolean;
}
export type Sort = [path: string, direction: 1 | -1][];

const maxRanges = 1000;

interface Candidate extends Plan {
  score: number;
}

/** The plan for a filter and a sort; `hint` names an index (or its key) that must be used. */
export function planQuery(collection: Collection, filter: Document, sort: Sort, hint?: unknown): Plan {
  const bounds = boundsOf(filter);
  const whole = candidate(collection, null, bounds, sort)!;
  const usable = collection.indexes.filter((index) => !index.building && implies(filter, index));
  const candidates = usable.map((index) => candidate(collection, index, bounds, sort));
  if (hint !== undefined) return hinted(collection, hint, whole, usable, candidates);
  return [whole, ...candidates].reduce((best, each) => (each.score > best.score ? each : best), whole);
}

function hinted(
  collection: Collection,
  hint: unknown,
  whole: Plan,
  usable: Index[],
  candidates: Plan[],
): Plan {
  const wanted = JSON.stringify(hint);
  const named = (name: string, key: object) => name === hint || JSON.stringify(key) === wanted;
  if (named('_id_', { _id: 1 }) || wanted === '{"$natural":1}') return whole;
  const at = usable.findIndex((index) => named(index.name, index.key));
  if (at >= 0) return candidates[at]!;
  throw new StoreError(
    'BadValue',
    `hint ${wanted} does not name an index of ${collection.name} that can answer`,
  );
}

function candidate(collection: Collection, index: Index | null, bounds: Bounds, sort: Sort): Candidate {
  const key: [string, number][] = index ? Object.entries(index.key) : [['_id', 1]];
  const directions = key.map(([, direction]) => direction);
  let prefixes: Buffer[] = [prefixOf(index?.id ?? collection.id)];
  let ranges: KeyRange[] | null = null;
  let score = 0;
  const fixed = new Set<string>();
  for (const [at, [path]] of key.entries()) {
    const bound = bounds.get(path);
    const direction = directions[at]!;
    if (bound?.points && prefixes.length * bound.points.length <= maxRanges) {
      const points = distinctKeys(bound.points, direction);
      prefixes = prefixes.flatMap((prefix) => points.map((point) => Buffer.concat([prefix, point])));
      if (points.length === 1) fixed.add(path);
      score += points.length === 1 ? 100 : 80;
      continue;
    }
    const interval = bound?.interval(direction, index?.multikey ?? false);
    if (interval) {
      ranges = prefixes.map((prefix) => ({
        start: Buffer.concat([prefix, interval.start]),
        end: Buffer.concat([prefix, interval.end]),
      }));
      score += 40;
    }
    break;
  }
  ranges ??= prefixes.map((prefix) => ({ start: prefix, end: afterPrefix(prefix) }));
  ranges.sort((left, right) => Buffer.compare(left.start, right.start));
  const order = index?.multikey && sort.length > 0 ? null : sortDirection(key, sort, fixed);
  const reverse = order === -1;
  if (reverse) ranges.reverse();
  if (order !== null && sort.length > 0) score += 30;
  return {
    index,
    byId: !index && score >= 40 && bounds.has('_id'),
    ranges,
    reverse,
    sorted: order !== null,
    score,
  };
}

function distinctKeys(points: unknown[], direction: number): Buffer[] {
  const keys = points.map((point) => orderedKey([point], [direction]));
  return [...new Map(keys.map((key) => [key.toString('latin1'), key])).values()];
}

/** 1 or -1 when scanning forwards or backwards gives the sort, null when neither does. */
function sortDirection(key: [string, number][], sort: Sort, fixed: Set<string>): 1 | -1 | null {
  let at = 0;
  let scan = 0;
  for (const [path, direction] of sort) {
    if (fixed.has(path)) continue;
    while (at < key.length && key[at]![0] !== path && fixed.has(key[at]![0])) at++;
    if (at >= key.length || key[at]![0] !== path) return null;
    const wanted = direction * key[at]![1] > 0 ? 1 : -1;
    if (scan !== 0 && scan !== wanted) return null;
    scan = wanted;
    at++;
  }
  return scan === -1 ? -1 : 1;
}
