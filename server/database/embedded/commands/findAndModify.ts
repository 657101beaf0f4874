// findAndModify: one document changed or removed and given back, as it was before or after.
import type { Document } from 'bson';
import type { Engine } from '../engine.ts';
import { decodeExact } from '../query/bsonValues.ts';
import { compileProjection } from '../query/project.ts';
import { parseSort } from '../query/sort.ts';
import { StoreError } from '../storeErrors.ts';
import { compileUpdate } from '../update/compileUpdate.ts';
import { changeOne } from './change.ts';
import { collectionName, flag } from './options.ts';

export async function findAndModify(engine: Engine, body: Document): Promise<Document> {
  const name = collectionName(body, 'findAndModify');
  const removing = flag(body.remove);
  if (removing === (body.update !== undefined))
    throw new StoreError('FailedToParse', 'Either an update or remove=true must be specified, not both');
  if (removing && (flag(body.new) || flag(body.upsert)))
    throw new StoreError('FailedToParse', 'Cannot specify both new or upsert and remove=true');
  const projection = compileProjection(body.fields) ?? ((bytes: Uint8Array) => bytes);
  const target = { db: body.$db, name, filter: body.query ?? {}, sort: parseSort(body.sort ?? {}) };
  const change = removing ? null : { update: compileUpdate(body.update), upsert: flag(body.upsert) };
  const done = await engine.writes.write(() => changeOne(engine, target, change));
  const value = flag(body.new) ? done.after : done.before;
  const lastErrorObject = {
    n: done.matched || (done.upsertedId === undefined ? 0 : 1),
    ...(!removing && { updatedExisting: done.matched > 0 }),
    ...(done.upsertedId !== undefined && { upserted: done.upsertedId }),
  };
  return { lastErrorObject, value: value ? decodeExact(projection(value)) : null, ok: 1 };
}
