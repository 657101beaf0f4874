// find, count, distinct, getMore and killCursors. A find is a stream of document bytes: what the client stored
// is sent back as it came unless a projection changes it.
import { type Document, Long } from 'bson';
import type { Engine } from '../engine.ts';
import { StoreError } from '../errors.ts';
import { orderedKey } from '../query/orderedKey.ts';
import { keysAt } from '../query/paths.ts';
import { compileProjection } from '../query/project.ts';
import { maxMemoryBytes } from '../query/sort.ts';
import { decodeExact, encode, integer } from '../query/values.ts';
import type { Batch, Result } from '../wire/cursors.ts';
import { collectionName, flag, wholeNumber } from './options.ts';
import { planOf, queryOf, runQuery } from './query.ts';

export async function find(engine: Engine, body: Document): Promise<Document> {
  const name = collectionName(body, 'find');
  const query = queryOf(body, 'filter');
  const projection = compileProjection(body.projection);
  const planned = planOf(engine, body.$db, name, query);
  async function* results(): AsyncGenerator<Result[]> {
    if (!planned) return;
    for await (const found of runQuery(engine, planned.plan, query))
      yield found.map(({ bytes }) => (projection ? encode(projection(decodeExact(bytes))) : bytes));
  }
  const batch = await engine.cursors.start(
    `${body.$db}.${name}`,
    results(),
    wholeNumber(body, 'batchSize'),
    flag(body.singleBatch),
  );
  return cursorReply(batch, 'firstBatch');
}

/** A cursor answer; the wire layer puts raw documents in as they are. */
export const cursorReply = ({ id, ns, documents }: Batch, field: 'firstBatch' | 'nextBatch'): Document => ({
  cursor: { [field]: documents, id, ns },
  ok: 1,
});

export async function getMore(engine: Engine, body: Document): Promise<Document> {
  const namespace = `${body.$db}.${collectionName(body, 'collection')}`;
  return cursorReply(
    await engine.cursors.more(cursorId(body.getMore), namespace, wholeNumber(body, 'batchSize')),
    'nextBatch',
  );
}

const cursorId = (value: unknown): bigint => {
  if (value instanceof Long) return value.toBigInt();
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  throw new StoreError('TypeMismatch', 'a cursor id must be a 64-bit integer');
};

export async function killCursors(engine: Engine, body: Document): Promise<Document> {
  const cursorsKilled: unknown[] = [];
  const cursorsNotFound: unknown[] = [];
  for (const id of Array.isArray(body.cursors) ? body.cursors : [])
    ((await engine.cursors.kill(cursorId(id))) ? cursorsKilled : cursorsNotFound).push(id);
  return { cursorsKilled, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
}

export async function count(engine: Engine, body: Document): Promise<Document> {
  const query = queryOf(body, 'query');
  const planned = planOf(engine, body.$db, collectionName(body, 'count'), query);
  let n = 0;
  if (planned) for await (const found of runQuery(engine, planned.plan, query)) n += found.length;
  return { n: integer(n), ok: 1 };
}

export async function distinct(engine: Engine, body: Document): Promise<Document> {
  if (typeof body.key !== 'string') throw new StoreError('TypeMismatch', "Field 'key' must be a string");
  const path = body.key.split('.');
  const query = queryOf({ query: body.query, hint: body.hint }, 'query');
  const planned = planOf(engine, body.$db, collectionName(body, 'distinct'), query);
  const values = new Map<string, unknown>();
  let bytes = 0;
  if (planned)
    for await (const found of runQuery(engine, planned.plan, query))
      for (const value of found.flatMap(({ doc }) => keysAt(doc, path).values)) {
        if (value === undefined) continue;
        const key = orderedKey([value]).toString('latin1');
        if (!values.has(key)) bytes += key.length;
        values.set(key, value);
        if (bytes > maxMemoryBytes / 8)
          throw new StoreError('BSONObjectTooLarge', 'distinct too big, 16mb cap');
      }
  return {
    values: [...values].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, value]) => value),
    ok: 1,
  };
}
