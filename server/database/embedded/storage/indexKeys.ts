// The keys a document has in one index: one, or one for each element of an array on the path. A partial index holds
// only some documents.
import type { Document } from 'bson';
import { compileFilter, type Predicate } from '../query/compileFilter.ts';
import { keysAt } from '../query/fieldPaths.ts';
import { orderedKey } from '../query/orderedKey.ts';
import { emptyArray } from '../query/typeOrder.ts';
import { StoreError, storeError } from '../storeErrors.ts';
import { type Index, prefixOf } from './catalog.ts';

interface Compiled {
  paths: string[][];
  names: string[];
  directions: number[];
  prefix: Buffer;
  holds: Predicate;
  /** The top-level fields that decide about entries; null when any may. */
  fields: Set<string> | null;
}

const compiled = new WeakMap<Index, Compiled>();

function compile(index: Index): Compiled {
  const known = compiled.get(index);
  if (known) return known;
  const names = Object.keys(index.key);
  const paths = names.map((name) => name.split('.'));
  const partial = index.partialFilterExpression && compileFilter(index.partialFilterExpression);
  const made: Compiled = {
    names,
    paths,
    directions: Object.values(index.key),
    prefix: prefixOf(index.id),
    holds: partial ?? (() => true),
    fields: fieldsOf([...names, ...Object.keys(index.partialFilterExpression ?? {})]),
  };
  compiled.set(index, made);
  return made;
}

const fieldsOf = (paths: string[]): Set<string> | null =>
  paths.some((path) => path.startsWith('$')) ? null : new Set(paths.map((path) => path.split('.')[0]!));

/** False when a change of these top-level fields cannot change the entries of a document. */
export function dependsOn(index: Index, changed: Set<string> | null): boolean {
  const { fields } = compile(index);
  if (!fields || !changed) return true;
  for (const field of changed) if (fields.has(field)) return true;
  return false;
}

/** The top-level fields that decide about the entries in any of these indexes; null when all may. */
export function fieldsThatDecide(indexes: readonly Index[]): Set<string> | null {
  const each = indexes.map((index) => compile(index).fields);
  return each.includes(null) ? null : new Set(each.flatMap((fields) => [...(fields ?? [])]));
}

export interface IndexEntry {
  /** Index, values and, unless the index is unique, the document. */
  key: Buffer;
  values: unknown[];
}

/** The entries by their keys as text, and whether an array was met. `at` is the document's own key. */
export interface IndexEntries {
  entries: Map<string, IndexEntry>;
  many: boolean;
}

export function indexEntries(index: Index, doc: Document, at: Buffer): IndexEntries {
  const { names, paths, directions, prefix, holds } = compile(index);
  const entries = new Map<string, IndexEntry>();
  if (!holds(doc)) return { entries, many: false };
  const found = paths.map((path) => keysAt(doc, path));
  const arrays = names.filter((_, place) => found[place]!.many);
  if (arrays.length > 1)
    throw new StoreError('CannotIndexParallelArrays', `cannot index parallel arrays [${arrays}]`);
  const across = names.indexOf(arrays[0] ?? '');
  const spread = found[across]?.values ?? [undefined];
  for (const value of spread.length > 0 ? spread : [emptyArray]) {
    const values = found.map((each, place) => (place === across ? value : each.values[0]));
    const parts = [prefix, orderedKey(values, directions)];
    if (!index.unique) parts.push(at.subarray(prefix.length));
    const key = Buffer.concat(parts);
    checkKeyLength(key, `index ${index.name}`);
    entries.set(key.toString('latin1'), { key, values });
  }
  return { entries, many: arrays.length > 0 };
}

/** The longest key lmdb takes here; longer values cannot be an _id or indexed. */
export const maxKeyBytes = 1900;

/** Throws when a key is too long to be stored. */
export function checkKeyLength(key: Buffer, name: string): void {
  if (key.length > maxKeyBytes)
    throw storeError('BadValue', `${name}: a key of ${key.length} bytes (at most ${maxKeyBytes})`);
}
