// find, count, distinct, getMore and killCursors. A find is a stream of document bytes: what the client stored
// is sent back as it came unless a projection changes it.
import { type Document, Long } from 'bson';
import type { Engine } from '../engine.ts';
import { StoreError } from '../errors.ts';
import { orderedKey } from '../query/orderedKey.ts';
import { keysAt } from '../query/paths.ts';
import { compileProjection } from '../query/project.ts';
import { maxMemoryBytes } from '../query/sort.ts';
import { type Answer, consume, type Stream } from '../query/stream.ts';
import { decodeExact, encode, integer } from '../query/values.ts';
import { collectionName, flag, wholeNumber } from './options.ts';
import { planOf, queryOf, runQuery } from './query.ts';

export function find(engine: Engine, body: Document): Answer<Document> {
  const name = collectionName(body, 'find');
  const query = queryOf(body, 'filter');
  const projection = compileProjection(body.projection);
  const found = runQuery(engine, planOf(engine, body.$db, name, query), query);
  return engine.cursors.start(
    `${body.$db}.${name}`,
    mapped(found, ({ bytes }) => (projection ? encode(projection(decodeExact(bytes))) : bytes)),
    wholeNumber(body, 'batchSize'),
    flag(body.singleBatch),
  );
}

/** The stream with every result changed. */
export function* mapped<T, R>(stream: Stream<T>, change: (item: T) => R): Generator<R[]> {
  for (const burst of stream) yield burst.map(change);
}

export function getMore(engine: Engine, body: Document): Answer<Document> {
  const namespace = `${body.$db}.${collectionName(body, 'collection')}`;
  return engine.cursors.more(cursorId(body.getMore), namespace, wholeNumber(body, 'batchSize'));
}

const cursorId = (value: unknown): bigint => {
  if (value instanceof Long) return value.toBigInt();
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  throw new StoreError('TypeMismatch', 'a cursor id must be a 64-bit integer');
};

export function killCursors(engine: Engine, body: Document): Document {
  const cursorsKilled: unknown[] = [];
  const cursorsNotFound: unknown[] = [];
  for (const id of Array.isArray(body.cursors) ? body.cursors : [])
    (engine.cursors.kill(cursorId(id)) ? cursorsKilled : cursorsNotFound).push(id);
  return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
}

export function count(engine: Engine, body: Document): Answer<Document> {
  const query = queryOf(body, 'query');
  const planned = planOf(engine, body.$db, collectionName(body, 'count'), query);
  let n = 0;
  return consume(
    runQuery(engine, planned, query),
    (found) => {
      n += found.length;
    },
    () => ({ n: integer(n), ok: 1 }),
  );
}

export function distinct(engine: Engine, body: Document): Answer<Document> {
  if (typeof body.key !== 'string') throw new StoreError('TypeMismatch', "Field 'key' must be a string");
  const path = body.key.split('.');
  const query = queryOf({ query: body.query, hint: body.hint }, 'query');
  const planned = planOf(engine, body.$db, collectionName(body, 'distinct'), query);
  const values = new Map<string, unknown>();
  let bytes = 0;
  const take = (value: unknown) => {
    if (value === undefined) return;
    const key = orderedKey([value]).toString('latin1');
    if (!values.has(key)) bytes += key.length;
    values.set(key, value);
    if (bytes > maxMemoryBytes / 8) throw new StoreError('BSONObjectTooLarge', 'distinct too big, 16mb cap');
  };
  return consume(
    runQuery(engine, planned, query),
    (found) => {
      for (const { doc } of found) keysAt(doc, path).values.forEach(take);
    },
    () => ({
      values: [...values].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, value]) => value),
      ok: 1,
    }),
  );
}
