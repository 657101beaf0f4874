// Reads what createIndexes asks for, and compares it with the indexes there are.
import type { Document } from 'bson';
import { indexFields } from '../allowList.ts';
import { numberOf } from '../query/bsonValues.ts';
import { compileFilter } from '../query/compileFilter.ts';
import type { Collection, Index } from '../storage/catalog.ts';
import { StoreError, storeError } from '../storeErrors.ts';
import { checkStatement, flag } from './options.ts';

/** Reads the specification of an index; throws for a kind or option outside the allow-list. */
export function readIndexSpec(spec: Document): Omit<Index, 'id'> {
  checkStatement('createIndexes.indexes', spec, indexFields);
  const key = spec.key as Document | undefined;
  if (!key || Object.keys(key).length === 0)
    throw new StoreError('CannotCreateIndex', 'Index keys cannot be an empty object');
  const entries = Object.entries(key).map(([path, direction]): [string, number] => {
    const number = numberOf(direction);
    if (number === undefined)
      throw storeError('CannotCreateIndex', `an index of the kind '${direction}' on ${path}`);
    if (number === 0 || Number.isNaN(number))
      throw new StoreError('CannotCreateIndex', 'Values in the index key pattern cannot be 0');
    if (path === '' || path.includes('$')) throw storeError('CannotCreateIndex', `an index on '${path}'`);
    return [path, number > 0 ? 1 : -1];
  });
  const expires = numberOf(spec.expireAfterSeconds);
  if (expires !== undefined && (entries.length > 1 || expires < 0))
    throw new StoreError('CannotCreateIndex', 'TTL indexes have a single field and expireAfterSeconds >= 0');
  if (spec.partialFilterExpression) compileFilter(spec.partialFilterExpression);
  return {
    name: spec.name ?? entries.map(([path, direction]) => `${path}_${direction}`).join('_'),
    key: Object.fromEntries(entries),
    ...(flag(spec.unique) && { unique: true }),
    ...(spec.partialFilterExpression && { partialFilterExpression: spec.partialFilterExpression }),
    ...(expires !== undefined && { expireAfterSeconds: expires }),
  };
}

const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);
export const isIdIndex = ({ key }: { key: object }): boolean => same(key, { _id: 1 });

/** True when the same index exists; throws when another one is in its way. */
export function isThere(collection: Collection, spec: Omit<Index, 'id'>): boolean {
  for (const { id, multikey, ...index } of collection.indexes) {
    if (same(index, spec)) return true;
    if (index.name === spec.name)
      throw new StoreError('IndexKeySpecsConflict', `An existing index ${spec.name} has other options`);
    if (same(index.key, spec.key) && same(index.partialFilterExpression, spec.partialFilterExpression))
      throw new StoreError('IndexOptionsConflict', `Index already exists with the name ${index.name}`);
  }
  return false;
}
