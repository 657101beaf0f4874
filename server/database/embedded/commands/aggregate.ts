// aggregate: documents that are matched and sorted, of which some are skipped and the rest limited, as in a find; and at most
// one $group at the end. That is what counting needs; other pipelines are refused by name.
import type { Document } from 'bson';
import { stages } from '../allowList.ts';
import type { Engine } from '../engine.ts';
import { isDoc, numberOf } from '../query/bsonValues.ts';
import { group } from '../query/group.ts';
import { parseSort } from '../query/sort.ts';
import type { Answer } from '../query/stream.ts';
import { StoreError, storeError } from '../storeErrors.ts';
import { collectionName, wholeNumber } from './options.ts';
import { planOf, runQuery } from './query.ts';

export function aggregate(engine: Engine, body: Document): Answer<Document> {
  if (!Array.isArray(body.pipeline)) throw new StoreError('TypeMismatch', "'pipeline' must be an array");
  const rest = body.pipeline.map(readStage);
  const take = (name: string): unknown => (rest[0]?.[0] === name ? rest.shift()![1] : undefined);
  const filters: unknown[] = [];
  for (let filter = take('$match'); filter !== undefined; filter = take('$match')) filters.push(filter);
  const [sort, skip, limit, grouping] = ['$sort', '$skip', '$limit', '$group'].map(take);
  if (rest[0]) throw storeError('UnrecognizedStage', `the stage ${rest[0][0]} in this place`);
  const query = {
    db: body.$db,
    name: collectionName(body, 'aggregate'),
    filter: (filters.length > 1 ? { $and: filters } : (filters[0] ?? {})) as Document,
    sort: parseSort(sort as Document),
    skip: skip === undefined ? 0 : whole('skip', skip, 0),
    limit: limit === undefined ? 0 : whole('limit', limit, 1),
  };
  const found = runQuery(engine, planOf(engine, query));
  const results = grouping === undefined ? found : group(grouping, found);
  const batchSize = wholeNumber(body.cursor ?? {}, 'batchSize');
  return engine.cursors.start(`${query.db}.${query.name}`, results, batchSize);
}

/** A stage as its name and what it is given; throws for one that is not in the allow-list. */
function readStage(stage: unknown): [name: string, spec: unknown] {
  const [entry, ...more] = isDoc(stage) ? Object.entries(stage) : [];
  if (!entry || more.length > 0)
    throw new StoreError('UnrecognizedStage', 'A pipeline stage must be an object of exactly one field.');
  if (stages.includes(entry[0])) return entry;
  throw storeError('UnrecognizedStage', `Unrecognized pipeline stage name: '${entry[0]}': it`);
}

function whole(name: string, value: unknown, least: number): number {
  const number = numberOf(value);
  if (Number.isInteger(number) && number! >= least) return number!;
  throw new StoreError('BadValue', `the ${name} must be a whole number, at least ${least}`);
}
