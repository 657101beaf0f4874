// TTL indexes: removes the documents whose date is further back than the index allows.
import type { Document } from 'bson';
import { changeMany } from '../commands/change.ts';
import type { Engine } from '../engine.ts';

const earliest = new Date(-8.64e15);

/** Removes what has expired at `now`; returns how many documents. */
export async function expireDocuments(engine: Engine, now: Date): Promise<number> {
  let removed = 0;
  for (const { db, name, indexes } of engine.catalog.list())
    for (const index of indexes) {
      if (index.expireAfterSeconds === undefined) continue;
      const path = Object.keys(index.key)[0]!;
      const until = new Date(now.getTime() - index.expireAfterSeconds * 1000);
      const due: Document = { [path]: { $gte: earliest, $lte: until } };
      const filter = index.partialFilterExpression ? { $and: [index.partialFilterExpression, due] } : due;
      removed += (await changeMany(engine, { db, name, filter }, null)).matched;
    }
  return removed;
}
