// find, count, getMore and killCursors. What the client stored is sent back as it came unless a projection
// changes it.
import { type Document, Long } from 'bson';
import type { Engine } from '../engine.ts';
import { integer } from '../query/bsonValues.ts';
import { pickedDocument } from '../query/foundDocument.ts';
import { compileProjection } from '../query/project.ts';
import { type Answer, consume, mapped } from '../query/stream.ts';
import { StoreError } from '../storeErrors.ts';
import { collectionName, flag, wholeNumber } from './options.ts';
import { planOf, queryOf, runQuery } from './query.ts';

export function find(engine: Engine, body: Document): Answer<Document> {
  const query = queryOf(body, 'find', 'filter');
  const projection = compileProjection(body.projection);
  const found = runQuery(engine, planOf(engine, query));
  return engine.cursors.start(
    `${query.db}.${query.name}`,
    projection
      ? mapped(found, (chunk) => chunk.map(({ bytes }) => pickedDocument(projection(bytes))))
      : found,
    wholeNumber(body, 'batchSize'),
    flag(body.singleBatch),
  );
}

export function getMore(engine: Engine, body: Document): Answer<Document> {
  const namespace = `${body.$db}.${collectionName(body, 'collection')}`;
  return engine.cursors.more(cursorId(body.getMore, 'getMore'), namespace, wholeNumber(body, 'batchSize'));
}

function cursorId(value: unknown, field: string): bigint {
  if (value instanceof Long) return value.toBigInt();
  throw new StoreError(
    'TypeMismatch',
    `BSON field '${field}' is no cursor's id, which is of the type 'long'`,
  );
}

export function killCursors(engine: Engine, body: Document): Document {
  const cursorsKilled: unknown[] = [];
  const cursorsNotFound: unknown[] = [];
  for (const id of Array.isArray(body.cursors) ? body.cursors : [])
    (engine.cursors.kill(cursorId(id, 'cursors')) ? cursorsKilled : cursorsNotFound).push(id);
  return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
}

export function count(engine: Engine, body: Document): Answer<Document> {
  let n = 0;
  return consume(
    runQuery(engine, planOf(engine, queryOf(body, 'count', 'query'))),
    (chunk) => {
      n += chunk.length;
    },
    () => ({ n: integer(n), ok: 1 }),
  );
}
