// Single reads and writes through the driver: the store, bare lmdb doing the same work, and a server that answers at
// once (the driver's own limit), one after another in one run.
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { mongo } from 'mongoose';
import { openBareStore } from './bareStore.ts';
import { type Figure, figure } from './support/figure.ts';

export type Work = (n: number) => Promise<unknown>;
type Documents = mongo.Collection<mongo.Document>;

export const smallDocument = (n: number) => ({
  _id: n as never,
  office: n % 68,
  n,
  text: 'پاسخ',
  answers: Buffer.alloc(60, 3),
});
export const readable = 20_000;
const turns = 5;

/** Rates at each number of clients, compared with bare lmdb and with the driver's own limit. */
export async function storeRates(uri: string, folder: string, clients: number[], seconds: number) {
  const figures: Figure[] = [];
  const path = join(folder, 'null.sock');
  const nullServer = new Worker(new URL('./nullServer.mjs', import.meta.url), { workerData: path });
  await once(nullServer, 'message');
  const nullUri = `mongodb://${encodeURIComponent(path)}/farhangsanj?directConnection=true&retryWrites=false&retryReads=false`;
  for (const count of clients) {
    const [real, idle] = await Promise.all(
      [uri, nullUri].map((each) => mongo.MongoClient.connect(each, { maxPoolSize: count })),
    );
    const bare = openBareStore(join(folder, `bare${count}`));
    const works = worksOn(real!, count);
    await prepare(works.collections, bare);
    const idleWorks = worksOn(idle!, count);
    const bareWorks: Record<string, Work> = {
      'durable inserts': (n) => bare.put(readable + n, mongo.BSON.serialize(smallDocument(n))),
      'durable $inc': (n) => bare.increment(n % 100),
      'indexed reads': async (n) => bare.get((n * 7919) % readable),
    };
    for (const [name, work] of Object.entries(works.byName)) {
      const [store, floor, limit] = await rates(count, seconds, [
        work,
        bareWorks[name]!,
        idleWorks.byName[name]!,
      ]);
      figures.push(figure(`${name}, ${count} clients`, '/s', store!, floor));
      figures.push(figure("the same, beside the driver's own limit", '/s', store!, limit));
    }
    await Promise.all([real!.close(), idle!.close(), bare.close()]);
  }
  await nullServer.terminate();
  return figures;
}

function worksOn(client: mongo.MongoClient, clients: number) {
  const db = client.db();
  const inserts: Documents = db.collection(`inserts${clients}`);
  const counters: Documents = db.collection(`counters${clients}`);
  const readables: Documents = db.collection(`readables${clients}`);
  let next = 0;
  const byName: Record<string, Work> = {
    'durable inserts': () => inserts.insertOne(smallDocument(next++)),
    'durable $inc': (n) => counters.updateOne({ _id: (n % 100) as never }, { $inc: { n: 1 } }),
    'indexed reads': (n) => readables.findOne({ office: 5, n: { $gte: (n * 7919) % readable } }),
  };
  return { byName, collections: { counters, readables } };
}

async function prepare(
  { counters, readables }: { counters: Documents; readables: Documents },
  bare: ReturnType<typeof openBareStore>,
): Promise<void> {
  await counters.insertMany(Array.from({ length: 100 }, (_, _id) => ({ _id: _id as never, n: 0 })));
  await readables.createIndex({ office: 1, n: -1 });
  const documents = Array.from({ length: readable }, (_, n) => smallDocument(n));
  await readables.insertMany(documents);
  bare.putMany(documents.map((each) => [each.n, mongo.BSON.serialize(each)]));
}

/**
 * How often a second `clients` loops together get each of the works done. The works take turns, so that what else the
 * machine does meets all of them.
 */
async function rates(clients: number, seconds: number, works: Work[]): Promise<number[]> {
  const done = works.map(() => ({ n: 0, ms: 0 }));
  for (let turn = -1; turn < turns; turn++)
    for (const [at, work] of works.entries()) {
      const began = performance.now();
      const end = began + (seconds * 1000) / turns;
      let { n } = done[at]!;
      const loop = async () => {
        while (performance.now() < end) await work(n++);
      };
      await Promise.all(Array.from({ length: clients }, loop));
      // The first turn opens connections and warms up.
      if (turn >= 0) done[at]!.ms += performance.now() - began;
      if (turn >= 0) done[at]!.n = n;
    }
  return done.map(({ n, ms }) => (n / ms) * 1000);
}
