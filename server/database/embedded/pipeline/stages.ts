// The stages of an aggregation, each turning a stream of documents into another; a find is made of the same ones.
import type { Document } from 'bson';
import { stages } from '../allowList.ts';
import { refuse, StoreError } from '../errors.ts';
import { compileFilter } from '../query/compileFilter.ts';
import { type Found, made } from '../query/found.ts';
import { compileProjection, type Projection } from '../query/project.ts';
import { parseSort, sorted } from '../query/sort.ts';
import { mapped, type Stream } from '../query/stream.ts';
import { decodeExact, integer, isDoc, numberOf } from '../query/values.ts';
import { group } from './group.ts';

export type Stage = (source: Stream<Found>) => Stream<Found>;

/** The only field of a stage; throws for a stage that is not in the allow-list. */
export function stageName(stage: unknown): string {
  const names = isDoc(stage) ? Object.keys(stage) : [];
  if (names.length !== 1)
    throw new StoreError('UnrecognizedStage', 'A pipeline stage must be an object of exactly one field.');
  if (stages.includes(names[0]!)) return names[0]!;
  throw refuse('UnrecognizedStage', `Unrecognized pipeline stage name: '${names[0]}': it`);
}

/** Compiles one stage. */
export function compileStage(stage: Document): Stage {
  const name = stageName(stage);
  const spec = stage[name];
  switch (name) {
    case '$match': {
      const matches = compileFilter(spec);
      return (source) => mapped(source, (burst) => burst.filter(({ doc }) => matches(doc)));
    }
    case '$project': {
      const projection = isDoc(spec) && compileProjection(spec);
      if (projection) return project(projection);
      throw new StoreError('BadValue', '$project specification must be a non-empty object');
    }
    case '$group':
      return group(spec);
    case '$sort': {
      const sort = parseSort(spec);
      return (source) => sorted(source, sort);
    }
    case '$skip':
    case '$limit': {
      const number = wholeStage(stage, name);
      return (source) => (name === '$skip' ? slice(source, number, 0) : slice(source, 0, number));
    }
    default:
      return count(spec);
  }
}

/** The number of a $skip or $limit stage. */
export function wholeStage(stage: Document, name: '$skip' | '$limit'): number {
  const number = numberOf(stage[name]);
  if (number !== undefined && Number.isInteger(number) && number >= (name === '$limit' ? 1 : 0))
    return number;
  throw new StoreError('BadValue', `the ${name.slice(1)} must be a positive whole number`);
}

export const project =
  (projection: Projection): Stage =>
  (source) =>
    mapped(source, (burst) => burst.map(({ bytes }) => made(projection(decodeExact(bytes)))));

/** What is left after `skip`, at most `limit` (0: all). */
export function* slice(source: Stream<Found>, skip: number, limit: number): Stream<Found> {
  let left = limit || Number.POSITIVE_INFINITY;
  let over = skip;
  for (const burst of source) {
    const part = over === 0 && burst.length <= left ? burst : burst.slice(over, over + left);
    over = Math.max(0, over - burst.length);
    left -= part.length;
    yield part;
    if (left === 0) return;
  }
}

function count(field: unknown): Stage {
  if (typeof field !== 'string' || field === '' || field.startsWith('$') || field.includes('.'))
    throw new StoreError('BadValue', 'the count field must be a plain name');
  return function* (source) {
    let n = 0;
    for (const burst of source) {
      n += burst.length;
      yield [];
    }
    if (n > 0) yield [made({ [field]: integer(n) })];
  };
}
