/** Every query that the product sends through mongoose, one of each shape, and how the store would read for it. */
import mongoose from 'mongoose';

export interface SentQuery {
  collection: string;
  method: string;
  filter: Record<string, unknown>;
  sort?: unknown;
  hint?: unknown;
}

type Args = Record<string, never>[];

const reads: Record<string, (args: Args) => Omit<SentQuery, 'collection' | 'method'>[]> = {
  aggregate: ([pipeline]) => [
    { filter: ((pipeline as never as { $match?: object }[])[0]?.$match ?? {}) as never },
  ],
  bulkWrite: ([operations]) =>
    (operations as never as Record<string, { filter?: never }>[]).flatMap((operation) =>
      Object.values(operation).flatMap(({ filter }) => (filter ? [{ filter }] : [])),
    ),
};
const single = ([filter, second, third]: Args) => {
  const options = [second, third].find((each) => each && ('sort' in each || 'hint' in each));
  return [{ filter: filter ?? {}, sort: options?.sort, hint: options?.hint }];
};
const singles = /^(find|count|update|delete|replace)/;

/** The queries that `work` sends. */
export async function queriesOf(work: () => Promise<void>): Promise<SentQuery[]> {
  const shapes = new Map<string, SentQuery>();
  mongoose.set('debug', (collection: string, method: string, ...args: unknown[]) => {
    const read = reads[method] ?? (singles.test(method) ? single : undefined);
    for (const query of read?.(args as Args) ?? []) {
      const shape = JSON.stringify([collection, shapeOf(query.filter), query.sort, query.hint]);
      if (!shapes.has(shape)) shapes.set(shape, { collection, method, ...query });
    }
  });
  try {
    await work();
  } finally {
    mongoose.set('debug', false);
  }
  return [...shapes.values()];
}

/** Fields and operators without their values. */
function shapeOf(filter: unknown): unknown {
  if (Array.isArray(filter)) return filter.slice(0, 1).map(shapeOf);
  if (typeof filter !== 'object' || filter === null || !isPlain(filter)) return '?';
  return Object.fromEntries(Object.entries(filter).map(([key, value]) => [key, shapeOf(value)]));
}

const isPlain = (value: object) => [Object.prototype, null].includes(Object.getPrototypeOf(value));

/** True when the store would read the whole collection for it. */
export async function readsEverything({ collection, filter, sort, hint }: SentQuery): Promise<boolean> {
  const find = { find: collection, filter, ...(sort ? { sort } : {}), ...(hint ? { hint } : {}) };
  const plan = await mongoose.connection.db!.command({ explain: find, verbosity: 'queryPlanner' });
  return JSON.stringify(plan.queryPlanner.winningPlan).includes('"COLLSCAN"');
}
