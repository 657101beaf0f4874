// Sorting in memory, when no index gives the order: by encoded keys, with a bound on bytes. With a limit only
// the best are kept.
import type { Document } from 'bson';
import { StoreError } from '../errors.ts';
import { compareValues, orderedKey } from './orderedKey.ts';
import { keysAt } from './paths.ts';
import type { Sort } from './sortOrder.ts';
import { emptyArray } from './typeOrder.ts';
import { numberOf } from './values.ts';

export const maxMemoryBytes = 100 * 1024 * 1024;

/** Reads a sort document; throws BadValue for anything but 1 and -1. */
export function parseSort(spec: Document | undefined): Sort {
  return Object.entries(spec ?? {}).map(([path, direction]) => {
    const number = numberOf(direction);
    if (number !== 1 && number !== -1)
      throw new StoreError(
        'BadValue',
        `$sort key ordering must be 1 (ascending) or -1 (descending), not in ${path}`,
      );
    return [path, number];
  });
}

/** The sort key of a document: of an array the least element upwards, the greatest downwards. */
export function sortKeyOf(sort: Sort): (doc: Document) => Buffer {
  const paths = sort.map(([path]) => path.split('.'));
  const directions = sort.map(([, direction]) => direction);
  return (doc) => {
    const values = paths.map((path, at) => {
      const { values: found } = keysAt(doc, path);
      if (found.length === 0) return emptyArray;
      const pick = directions[at]!;
      return found.reduce((best, each) => (compareValues(each, best) * pick < 0 ? each : best));
    });
    return orderedKey(values, directions);
  };
}

interface Kept<T> {
  key: Buffer;
  item: T;
  sizeBytes: number;
}

/** Collects items and gives them back in order. `limit` 0 keeps all. */
export class Sorter<T> {
  private kept: Kept<T>[] = [];
  private bytes = 0;
  private readonly limit: number;
  constructor(limit: number) {
    this.limit = limit;
  }

  add(key: Buffer, item: T, bytes: number): void {
    const sizeBytes = bytes + key.length + 100;
    this.kept.push({ key, item, sizeBytes });
    this.bytes += sizeBytes;
    const isFull = this.bytes > maxMemoryBytes;
    if (this.limit > 0 && (isFull || this.kept.length >= this.limit * 2 + 1000)) this.shrink();
    if (this.bytes > maxMemoryBytes)
      throw new StoreError(
        'QueryExceededMemoryLimit',
        `Sort exceeded memory limit of ${maxMemoryBytes} bytes: use an index or a limit`,
      );
  }

  sorted(): T[] {
    this.shrink();
    return this.kept.map((each) => each.item);
  }

  private shrink(): void {
    this.kept.sort((left, right) => Buffer.compare(left.key, right.key));
    if (this.limit > 0 && this.kept.length > this.limit) this.kept.length = this.limit;
    this.bytes = this.kept.reduce((sum, each) => sum + each.sizeBytes, 0);
  }
}
