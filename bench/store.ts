// Measures the embedded store through the driver beside bare lmdb doing the same work in the same minute. Trust the
// ratios: the absolute numbers depend on the disk and on what else the machine does. `npx tsx bench/store.ts` prints
// a table; `--documents N` sets the size of the large collection (1,000,000).
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { type Embedded, startEmbedded } from '../server/database/embedded/startEmbedded.ts';
import { openBareStore } from './bareStore.ts';

export interface StoreFigure {
  name: string;
  value: number;
  unit: string;
  /** The same work on bare lmdb, and value ÷ bare (for times: how many times longer). */
  bare?: number;
  ratio?: number;
  /** Processor time for each piece of work, of client and store together: what a busy machine does not distort. */
  cpuMicroseconds?: number;
}
const smallDocument = (n: number) => ({
  _id: n,
  office: n % 68,
  n,
  text: 'پاسخ',
  answers: Buffer.alloc(60, 3),
});

/** Runs all measurements; `documents` is the size of the large collection, `seconds` the length of each timed run. */
export async function benchStore({ documents = 1_000_000, seconds = 2 } = {}): Promise<StoreFigure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-store-'));
  const figures: StoreFigure[] = [];
  const note: Note = (name, unit, value, bare, cpuMicroseconds) => {
    const compared = bare === undefined ? {} : { bare, ratio: value / bare };
    figures.push({
      name,
      unit,
      value,
      ...compared,
      ...(cpuMicroseconds !== undefined && { cpuMicroseconds }),
    });
  };
  try {
    let store = await startEmbedded({ folder });
    for (const clients of [1, 8, 32, 256]) await benchWrites(store, folder, clients, seconds, note);
    await benchLarge(store, folder, documents, seconds, note);
    await store.close();
    const began = performance.now();
    store = await startEmbedded({ folder });
    const client = await mongo.MongoClient.connect(store.uri);
    await client
      .db()
      .collection('large')
      .findOne({ _id: 1 as never });
    note(`start to first answer with ${documents} documents`, 'ms', performance.now() - began);
    note('anonymous memory at rest (with this process)', 'MB', anonymousMegabytes());
    await client.close();
    await store.close();
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Note = (name: string, unit: string, value: number, bare?: number, cpuMicroseconds?: number) => void;

async function benchWrites(
  store: Embedded,
  folder: string,
  clients: number,
  seconds: number,
  note: Note,
): Promise<void> {
  const client = await mongo.MongoClient.connect(store.uri, { maxPoolSize: clients });
  const collection = client.db().collection<mongo.Document>(`inserts${clients}`);
  const counters = client.db().collection<mongo.Document>(`counters${clients}`);
  await counters.insertMany(Array.from({ length: 100 }, (_, _id) => ({ _id: _id as never, n: 0 })));
  const bare = openBareStore(join(folder, `bare${clients}`));
  // Opening the connections is not part of the measurement.
  await rate(clients, 0.5, (n) => counters.updateOne({ _id: (n % 100) as never }, { $inc: { n: 1 } }));
  const inserts = await rate(clients, seconds, (n) => collection.insertOne(smallDocument(n) as never));
  const bareInserts = await rate(clients, seconds, (n) =>
    bare.put(n, mongo.BSON.serialize(smallDocument(n))),
  );
  note(
    `durable inserts, ${clients} clients`,
    '/s',
    inserts.perSecond,
    bareInserts.perSecond,
    inserts.cpuMicroseconds,
  );
  const increments = await rate(clients, seconds, (n) =>
    counters.updateOne({ _id: (n % 100) as never }, { $inc: { n: 1 } }),
  );
  const bareIncrements = await rate(clients, seconds, (n) => bare.increment(n % 100));
  note(
    `durable $inc, ${clients} clients`,
    '/s',
    increments.perSecond,
    bareIncrements.perSecond,
    increments.cpuMicroseconds,
  );
  await client.close();
  await bare.close();
}

async function benchLarge(
  store: Embedded,
  folder: string,
  documents: number,
  seconds: number,
  note: Note,
): Promise<void> {
  const client = await mongo.MongoClient.connect(store.uri, { maxPoolSize: 8 });
  const large = client.db().collection<mongo.Document>('large');
  const bare = openBareStore(join(folder, 'bare'));
  await large.createIndex({ office: 1, n: -1 });
  const batchOf = (start: number) =>
    Array.from({ length: Math.min(10_000, documents - start) }, (_, at) => smallDocument(start + at));
  const before = statSync(join(folder, 'data.mdb')).size;
  let began = performance.now();
  for (let at = 0; at < documents; at += 10_000) await large.insertMany(batchOf(at) as never);
  const loading = performance.now() - began;
  began = performance.now();
  for (let at = 0; at < documents; at += 10_000)
    bare.putMany(batchOf(at).map((each) => [each._id, mongo.BSON.serialize(each)]));
  note(
    'loading in batches of 10,000 (one index; bare without)',
    '/s',
    (documents / loading) * 1000,
    (documents / (performance.now() - began)) * 1000,
  );
  note(
    'size on disk for each document with one index',
    'B',
    (statSync(join(folder, 'data.mdb')).size - before) / documents,
    bare.bytes() / documents,
  );
  const random = () => Math.floor(Math.random() * documents);
  const reads = await rate(8, seconds, () => large.findOne({ office: 5, n: { $gte: random() } }));
  const bareReads = await rate(8, seconds, async () => void bare.get(random()));
  note('indexed reads, 8 clients', '/s', reads.perSecond, bareReads.perSecond, reads.cpuMicroseconds);
  await benchScans(large, bare, documents, note);
  await client.close();
  await bare.close();
}

async function benchScans(
  large: mongo.Collection<mongo.Document>,
  bare: ReturnType<typeof openBareStore>,
  documents: number,
  note: Note,
): Promise<void> {
  let began = performance.now();
  let seen = 0;
  for await (const _ of large.find({}, { raw: true, batchSize: 5000 })) seen++;
  const scanning = performance.now() - began;
  began = performance.now();
  bare.scan();
  note('scan', '/s', (seen / scanning) * 1000, (documents / (performance.now() - began)) * 1000);
  began = performance.now();
  const pipeline = [
    { $match: { _id: { $lt: 100_000 } } },
    { $group: { _id: '$office', n: { $sum: 1 }, sum: { $sum: '$n' } } },
  ];
  await large.aggregate(pipeline).toArray();
  note('group of 100,000 documents', 'ms', performance.now() - began);
}

interface Rate {
  perSecond: number;
  cpuMicroseconds: number;
}

/** How often a second `clients` loops together get `work` done. */
async function rate(clients: number, seconds: number, work: (n: number) => Promise<unknown>): Promise<Rate> {
  const began = performance.now();
  const cpu = process.cpuUsage();
  const end = began + seconds * 1000;
  let n = 0;
  const loop = async () => {
    while (performance.now() < end) await work(n++);
  };
  await Promise.all(Array.from({ length: clients }, loop));
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: n / ((performance.now() - began) / 1000), cpuMicroseconds: (user + system) / n };
}

/** Memory that is not a mapping of files (lmdb maps its file). */
function anonymousMegabytes(): number {
  const line = /RssAnon:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'));
  return line ? Number(line[1]) / 1024 : process.memoryUsage().rss / 2 ** 20;
}

/** The figures as a Markdown table. */
export function storeTable(figures: StoreFigure[]): string {
  const number = (value: number | undefined) =>
    value === undefined ? '' : value >= 100 ? value.toFixed(0) : value.toFixed(2);
  const rows = figures.map(({ name, value, unit, bare, ratio, cpuMicroseconds }) => {
    const figure = `${number(value)} ${unit}`;
    return `| ${[name, figure, number(bare), number(ratio), number(cpuMicroseconds)].join(' | ')} |`;
  });
  return ['| work | embedded store | bare lmdb | ratio | CPU µs |', '|---|---|---|---|---|', ...rows].join(
    '\n',
  );
}

if (process.argv[1] && import.meta.url.endsWith(process.argv[1].split('/').at(-1)!)) {
  const at = process.argv.indexOf('--documents');
  const documents = at > 0 ? Number(process.argv[at + 1]) : 1_000_000;
  console.log(storeTable(await benchStore({ documents })));
}
