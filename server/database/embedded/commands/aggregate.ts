// aggregate: a leading $match and $sort are answered by the planner, the other stages work on the stream of
// documents one burst at a time.
import type { Document } from 'bson';
import { stages } from '../allowList.ts';
import type { Engine } from '../engine.ts';
import { refuse, StoreError } from '../errors.ts';
import { isPlainCount } from '../pipeline/group.ts';
import { compileStage } from '../pipeline/stages.ts';
import { parseSort } from '../query/sort.ts';
import type { Answer, Stream } from '../query/stream.ts';
import { isDoc, numberOf } from '../query/values.ts';
import { collectionName, wholeNumber } from './options.ts';
import { planOf, type Query, runQuery } from './query.ts';
import { mapped } from './read.ts';

interface Leading {
  query: Query;
  rest: Document[];
}

/** The query that the first stages amount to, and the stages left to do. */
export function leadingQuery(command: Document): Leading {
  if (!Array.isArray(command.pipeline) || !command.pipeline.every(isDoc))
    throw new StoreError('TypeMismatch', "'pipeline' must be an array of objects");
  for (const stage of command.pipeline) checkStage(stage);
  const rest = [...(command.pipeline as Document[])];
  const matches: Document[] = [];
  while (rest[0]?.$match) matches.push(rest.shift()!.$match);
  const sort = parseSort(rest[0]?.$sort && rest.shift()!.$sort);
  const skip = rest[0]?.$skip === undefined ? 0 : wholeNumber(rest.shift()!, '$skip')!;
  const limit = rest[0]?.$limit === undefined ? 0 : positive(rest.shift()!.$limit);
  const filter = matches.length > 1 ? { $and: matches } : (matches[0] ?? {});
  return { query: { filter, sort, skip, limit, hint: command.hint ?? undefined }, rest };
}

function checkStage(stage: Document): void {
  const names = Object.keys(stage);
  if (names.length !== 1)
    throw new StoreError(
      'UnrecognizedStage',
      'A pipeline stage specification object must contain exactly one field.',
    );
  if (!stages.includes(names[0]!))
    throw refuse('UnrecognizedStage', `Unrecognized pipeline stage name: '${names[0]}': it`);
}

function positive(value: unknown): number {
  const number = numberOf(value) ?? 0;
  if (number <= 0 || !Number.isInteger(number))
    throw new StoreError('BadValue', 'the limit must be positive');
  return number;
}

export function aggregate(engine: Engine, body: Document): Answer<Document> {
  const name = collectionName(body, 'aggregate');
  const { query, rest } = leadingQuery(body);
  const found = runQuery(engine, planOf(engine, body.$db, name, query), query);
  const results = rest.reduce<Stream<Document>>(
    (stream, stage) => compileStage(stage)(stream),
    mapped(found, isPlainCount(rest[0]?.$group) ? () => ({}) : ({ doc }) => doc),
  );
  const batchSize = wholeNumber(body.cursor ?? {}, 'batchSize');
  return engine.cursors.start(`${body.$db}.${name}`, results, batchSize);
}
