// Chooses how to read a collection: by _id, by the index that narrows most, or all of it. A plan is a list of
// key ranges in scan order; the caller always checks the whole filter again, so ranges may be too wide.
import type { Document } from 'bson';
import { type Collection, type Index, idIndex, prefixOf } from '../storage/catalog.ts';
import { maxKeyBytes } from '../storage/indexKeys.ts';
import { afterPrefix, type KeyRange } from '../storage/storage.ts';
import { StoreError } from '../storeErrors.ts';
import { type Bounds, boundsOf, type Interval, implies, intervalOf, pointsOf } from './bounds.ts';
import { orderedKey } from './orderedKey.ts';
import { type Sort, scanDirection } from './sort.ts';
import { type BytesTest, textTest } from './textTest.ts';

export interface Plan {
  /** The index read; null for the collection itself, which stands in _id order. */
  index: Index | null;
  /** True when the collection is read by _id and not as a whole. */
  byId: boolean;
  ranges: KeyRange[];
  /** True when each range is the one key it begins with. */
  exact: boolean;
  reverse: boolean;
  /** True when documents come out in the order asked for. */
  sorted: boolean;
  /** True when the ranges hold nothing but matching documents. */
  covered: boolean;
  /** Often decides without decoding a document. */
  textTest: BytesTest | undefined;
}
const maxRanges = 1000;

interface Candidate {
  index: Index | null;
  key: [path: string, direction: number][];
  /** The points of the first paths of the key. */
  points: unknown[][];
  /** The interval of the path after them. */
  interval: Interval | null;
  order: 1 | -1 | null;
  score: number;
}

/** The plan for a filter and a sort; `hint` names an index (or its key) that must be used. */
export function planQuery(collection: Collection, filter: Document, sort: Sort, hint?: unknown): Plan {
  const bounds = boundsOf(filter);
  const whole = candidate(null, bounds, sort);
  const usable = collection.indexes.filter((index) => implies(bounds, index));
  const candidates = [whole, ...usable.map((index) => candidate(index, bounds, sort))];
  const best =
    hint === undefined
      ? candidates.reduce((left, right) => (right.score > left.score ? right : left))
      : hinted(hint, candidates);
  return { ...planOf(collection, best, bounds), textTest: textTest(filter) };
}

function hinted(hint: unknown, candidates: Candidate[]): Candidate {
  const wanted = JSON.stringify(hint);
  const found = candidates.find(({ index }) => {
    const { name, key } = index ?? idIndex;
    return name === hint || JSON.stringify(key) === wanted;
  });
  if (found) return found;
  throw new StoreError('BadValue', `the hint ${wanted} names no index that can answer`);
}

function candidate(index: Index | null, bounds: Bounds, sort: Sort): Candidate {
  const key: [string, number][] = index ? Object.entries(index.key) : [['_id', 1]];
  const points: unknown[][] = [];
  const fixed = new Set<string>();
  let interval: Interval | null = null;
  let count = 1;
  let score = 0;
  for (const [path, direction] of key) {
    const conditions = bounds.paths.get(path) ?? [];
    const values = pointsOf(conditions);
    if (values && count * values.length <= maxRanges) {
      points.push(values);
      count *= values.length;
      if (values.length === 1) fixed.add(path);
      score += values.length === 1 ? 100 : 80;
      continue;
    }
    interval = intervalOf(conditions, direction, index?.multikey ?? false);
    if (interval) score += 40;
    break;
  }
  const order = index?.multikey && sort.length > 0 ? null : scanDirection(key, sort, fixed);
  if (order !== null && sort.length > 0) score += 30;
  return { index, key, points, interval, order, score };
}

function planOf(collection: Collection, chosen: Candidate, bounds: Bounds): Omit<Plan, 'textTest'> {
  const { index, key, points, interval, order } = chosen;
  let prefixes: Buffer[] = [prefixOf(index?.id ?? collection.id)];
  for (const [at, values] of points.entries()) {
    const keys = distinctKeys(values, key[at]![1]);
    prefixes = prefixes.flatMap((prefix) => keys.map((each) => Buffer.concat([prefix, each])));
  }
  // What is longer than any stored key is found nowhere, and no key that lmdb can be asked for.
  const ranges = prefixes
    .filter((prefix) => prefix.length <= maxKeyBytes)
    .map((prefix) =>
      interval
        ? {
            start: Buffer.concat([prefix, interval.start]).subarray(0, maxKeyBytes),
            end: endWithin(Buffer.concat([prefix, interval.end])),
          }
        : { start: prefix, end: afterPrefix(prefix) },
    );
  if (ranges.length > 1) ranges.sort((left, right) => Buffer.compare(left.start, right.start));
  if (order === -1) ranges.reverse();
  return {
    index,
    byId: !index && (points.length > 0 || interval !== null),
    ranges,
    exact: points.length === key.length && (!index || index.unique === true),
    reverse: order === -1,
    sorted: order !== null,
    covered: isCovered(chosen, bounds),
  };
}

const endWithin = (end: Buffer): Buffer =>
  end.length > maxKeyBytes ? afterPrefix(end.subarray(0, maxKeyBytes)) : end;

function isCovered({ index, key, points, interval }: Candidate, { paths, plain }: Bounds): boolean {
  if (!plain || index?.multikey || points.length + (interval?.exact ? 1 : 0) !== paths.size) return false;
  return points.every((_, at) => paths.get(key[at]![0])!.length === 1);
}

function distinctKeys(points: unknown[], direction: number): Buffer[] {
  if (points.length === 1) return [orderedKey(points, [direction])];
  const keys = points.map((point) => orderedKey([point], [direction]));
  return [...new Map(keys.map((key) => [key.toString('latin1'), key])).values()];
}
