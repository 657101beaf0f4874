// aggregate: a leading $match, $sort, $skip and $limit are answered by the planner, the other stages work on the
// stream of documents one burst at a time.
import type { Document } from 'bson';
import type { Engine } from '../engine.ts';
import { StoreError } from '../errors.ts';
import { compileStage, stageName, wholeStage } from '../pipeline/stages.ts';
import type { Found } from '../query/found.ts';
import { parseSort } from '../query/sort.ts';
import type { Answer, Stream } from '../query/stream.ts';
import { collectionName, wholeNumber } from './options.ts';
import { planOf, runQuery } from './query.ts';

export function aggregate(engine: Engine, body: Document): Answer<Document> {
  if (!Array.isArray(body.pipeline)) throw new StoreError('TypeMismatch', "'pipeline' must be an array");
  const rest: Document[] = [...body.pipeline];
  const names = rest.map(stageName);
  const nextIf = (name: string): Document | undefined => {
    if (names[0] !== name) return undefined;
    names.shift();
    return rest.shift();
  };
  const matches: Document[] = [];
  for (let match = nextIf('$match'); match; match = nextIf('$match')) matches.push(match.$match);
  const [sort, skip, limit] = [nextIf('$sort'), nextIf('$skip'), nextIf('$limit')];
  const query = {
    db: body.$db,
    name: collectionName(body, 'aggregate'),
    filter: matches.length > 1 ? { $and: matches } : (matches[0] ?? {}),
    sort: parseSort(sort?.$sort),
    skip: skip ? wholeStage(skip, '$skip') : 0,
    limit: limit ? wholeStage(limit, '$limit') : 0,
  };
  const found = runQuery(engine, planOf(engine, query));
  const results = rest.reduce<Stream<Found>>((stream, stage) => compileStage(stage)(stream), found);
  const batchSize = wholeNumber(body.cursor ?? {}, 'batchSize');
  return engine.cursors.start(`${query.db}.${query.name}`, results, batchSize);
}
