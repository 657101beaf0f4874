// The stages of an aggregation, each turning a stream of documents into another.
import type { Document } from 'bson';
import { refuse, StoreError } from '../errors.ts';
import { compileFilter } from '../query/compileFilter.ts';
import { compileProjection, projectionFlag } from '../query/project.ts';
import { parseSort, Sorter, sortKeyOf } from '../query/sort.ts';
import type { Stream } from '../query/stream.ts';
import { encode, integer, isDoc, numberOf } from '../query/values.ts';
import { group } from './group.ts';

export type Stage = (source: Stream<Document>) => Stream<Document>;

/** Compiles one stage (already checked against the allow-list). */
export function compileStage(stage: Document): Stage {
  const [name, spec] = Object.entries(stage)[0]!;
  switch (name) {
    case '$match': {
      const matches = compileFilter(spec);
      return (source) => each(source, (docs) => docs.filter(matches));
    }
    case '$project':
      return project(spec);
    case '$group':
      return group(spec);
    case '$sort':
      return sort(spec);
    case '$skip':
      return (source) => slice(source, numberOf(spec) ?? 0, Number.POSITIVE_INFINITY);
    case '$limit':
      return (source) => slice(source, 0, numberOf(spec) ?? 0);
    default:
      return count(String(spec));
  }
}

function* each(source: Stream<Document>, change: (docs: Document[]) => Document[]): Stream<Document> {
  for (const docs of source) yield change(docs);
}

function* slice(source: Stream<Document>, skip: number, limit: number): Stream<Document> {
  let left = limit;
  let over = skip;
  for (const docs of source) {
    const part = docs.slice(over, over + left);
    over = Math.max(0, over - docs.length);
    left -= part.length;
    yield part;
    if (left <= 0) return;
  }
}

function sort(spec: Document): Stage {
  const order = parseSort(spec);
  const keyOf = sortKeyOf(order);
  return function* (source) {
    const sorter = new Sorter<Document>(0);
    for (const docs of source) {
      for (const doc of docs) sorter.add(keyOf(doc), doc, encode(doc).length * 3);
      yield [];
    }
    yield sorter.sorted();
  };
}

function count(field: string): Stage {
  if (field === '' || field.startsWith('$') || field.includes('.'))
    throw new StoreError('BadValue', 'the count field must be a plain name');
  return function* (source) {
    let n = 0;
    for (const docs of source) {
      n += docs.length;
      yield [];
    }
    if (n > 0) yield [{ [field]: integer(n) }];
  };
}

function project(spec: unknown): Stage {
  if (!isDoc(spec) || Object.keys(spec).length === 0)
    throw new StoreError('BadValue', '$project specification must be a non-empty object');
  for (const [name, value] of Object.entries(spec))
    if (projectionFlag(value) === undefined)
      throw refuse('InvalidPipelineOperator', `$project of '${name}' by ${JSON.stringify(value)}`);
  const projection = compileProjection(spec)!;
  return (source) => each(source, (docs) => docs.map(projection));
}
