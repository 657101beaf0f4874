// The keys a document has in one index: one, or one for each element of an array on the path. A partial or
// sparse index holds only some documents.
import type { Document } from 'bson';
import { StoreError } from '../errors.ts';
import { compileFilter, type Predicate } from '../query/compileFilter.ts';
import { orderedKey } from '../query/orderedKey.ts';
import { keysAt } from '../query/paths.ts';
import { emptyArray } from '../query/typeOrder.ts';
import { type Index, prefixOf } from './catalog.ts';
import { checkKeyLength } from './keyLength.ts';

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
  const sparse = (doc: Document) =>
    paths.some((path) => keysAt(doc, path).values.some((value) => value !== undefined));
  const made: Compiled = {
    names,
    paths,
    directions: Object.values(index.key),
    prefix: prefixOf(index.id),
    holds: partial ?? (index.sparse ? sparse : () => true),
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

export interface IndexEntry {
  /** Index prefix and values; a non-unique index appends the _id key. */
  key: Buffer;
  /** The values, for the message of a duplicate. */
  keyValue: Document;
}

/** Entries of `doc` in `index` (without the _id key), and whether an array was met. */
export function indexEntries(index: Index, doc: Document): { entries: IndexEntry[]; many: boolean } {
  const { names, paths, directions, prefix, holds } = compile(index);
  if (!holds(doc)) return { entries: [], many: false };
  const found = paths.map((path) => keysAt(doc, path));
  const arrays = names.filter((_, at) => found[at]!.many);
  if (arrays.length > 1)
    throw new StoreError(
      'CannotIndexParallelArrays',
      `cannot index parallel arrays [${arrays[1]}] [${arrays[0]}]`,
    );
  const entry = (values: unknown[]): IndexEntry => {
    const key = Buffer.concat([prefix, orderedKey(values, directions)]);
    checkKeyLength(key, `index ${index.name}`);
    return { key, keyValue: Object.fromEntries(names.map((name, at) => [name, plainKey(values[at])])) };
  };
  if (arrays.length === 0) return { entries: [entry(found.map((each) => each.values[0]))], many: false };
  const across = names.indexOf(arrays[0]!);
  const spread = found[across]!.values.length > 0 ? found[across]!.values : [emptyArray];
  const entries = spread.map((value) =>
    entry(found.map((each, at) => (at === across ? value : each.values[0]))),
  );
  const distinct = new Map(entries.map((each) => [each.key.toString('latin1'), each]));
  return { entries: [...distinct.values()], many: true };
}

const plainKey = (value: unknown): unknown => (value === undefined || value === emptyArray ? null : value);
