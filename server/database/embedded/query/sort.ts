// Sorting in memory, when no index gives the order: by encoded keys, with a bound on bytes. With a limit only
// the best are kept.
import type { Document } from 'bson';
import { StoreError } from '../storeErrors.ts';
import { numberOf } from './bsonValues.ts';
import { keysAt } from './fieldPaths.ts';
import type { FoundDocument } from './foundDocument.ts';
import { compareValues, orderedKey } from './orderedKey.ts';
import type { Stream } from './stream.ts';
import { emptyArray } from './typeOrder.ts';

export type Sort = [path: string, direction: 1 | -1][];

const maxMemoryBytes = 100 * 1024 * 1024;

export function checkMemory(what: string, bytes: number): void {
  if (bytes > maxMemoryBytes)
    throw new StoreError(
      'QueryExceededMemoryLimit',
      `${what} exceeded memory limit of ${maxMemoryBytes} bytes`,
    );
}
/** A decoded document takes about so many times its bytes. */
const decodedFactor = 3;

/** Reads a sort document; throws BadValue for anything but 1 and -1. */
export function parseSort(spec: Document = {}): Sort {
  return Object.entries(spec).map(([path, direction]) => {
    const number = numberOf(direction);
    if (number === 1 || number === -1) return [path, number];
    throw new StoreError('BadValue', `$sort key ordering must be 1 or -1, not as for ${path}`);
  });
}

/** The sort key of a document: of an array the least element upwards, the greatest downwards. */
function sortKeyOf(sort: Sort): (found: FoundDocument) => Buffer {
  const paths = sort.map(([path]) => path.split('.'));
  const fields = new Set(paths.map(([first]) => first!));
  const directions = sort.map(([, direction]) => direction);
  return (found) => {
    const doc = found.with(fields);
    const values = paths.map((path, at) => {
      const { values: all } = keysAt(doc, path);
      if (all.length === 0) return emptyArray;
      const pick = directions[at]!;
      return all.reduce((best, each) => (compareValues(each, best) * pick < 0 ? each : best));
    });
    return orderedKey(values, directions);
  };
}

interface Kept {
  key: Buffer;
  found: FoundDocument;
  sizeBytes: number;
}

/** The stream in order; of a `limit` above 0 only so many. */
export function* sorted(source: Stream<FoundDocument>, sort: Sort, limit = 0): Generator<FoundDocument[]> {
  const keyOf = sortKeyOf(sort);
  let kept: Kept[] = [];
  let bytes = 0;
  const shrink = () => {
    kept.sort((left, right) => Buffer.compare(left.key, right.key));
    if (limit > 0) kept = kept.slice(0, limit);
    bytes = kept.reduce((sum, each) => sum + each.sizeBytes, 0);
  };
  for (const chunk of source) {
    for (const found of chunk) {
      const key = keyOf(found);
      const sizeBytes = found.bytes.length * decodedFactor + key.length + 100;
      kept.push({ key, found, sizeBytes });
      bytes += sizeBytes;
      const isFull = bytes > maxMemoryBytes;
      if (limit > 0 && (isFull || kept.length >= limit * 2 + 1000)) shrink();
      checkMemory('Sort without an index', bytes);
    }
    yield [];
  }
  shrink();
  yield kept.map(({ found }) => found);
}

/** 1 or -1 when scanning forwards or backwards gives the sort, null when neither does. */
export function scanDirection(key: [string, number][], sort: Sort, fixed: Set<string>): 1 | -1 | null {
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
