/**
 * The store apart from the driver: the same work by two driver processes, and by clients that send ready-made messages on raw sockets, beside
 * bare lmdb with the same documents in the same run. What the second reaches is the store's own rate.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { mongo } from 'mongoose';
import { openBareStore } from './bareStore.ts';
import { readable, smallDocument, type Work } from './storeRates.ts';
import { type Figure, figure } from './support/figure.ts';

const clients = 32;

export async function storeClients(uri: string, folder: string, seconds: number): Promise<Figure[]> {
  const client = await mongo.MongoClient.connect(uri);
  const db = client.db();
  const documents = Array.from({ length: readable }, (_, n) => smallDocument(n));
  await db.collection('reads').createIndex({ office: 1, n: -1 });
  await db.collection('reads').insertMany(documents);
  await db
    .collection('incs')
    .insertMany(Array.from({ length: 100 }, (_, _id) => ({ _id: _id as never, n: 0 })));
  const bare = openBareStore(join(folder, 'bareClients'));
  bare.putMany(documents.map((each) => [each.n, mongo.BSON.serialize(each)]));
  const works: [name: string, collection: string, bare: Work][] = [
    ['durable inserts', 'adds', (n) => bare.put(readable + n, mongo.BSON.serialize(smallDocument(n)))],
    ['durable $inc', 'incs', (n) => bare.increment(n % 100)],
    ['indexed reads', 'reads', async (n) => bare.get((n * 7919) % readable)],
  ];
  const socket = decodeURIComponent(uri.slice('mongodb://'.length).split('/')[0]!);
  const figures: Figure[] = [];
  for (const [name, collection, bareWork] of works) {
    const floor = await loops(bareWork, seconds);
    const lean = await rate('leanClient.ts', [[socket, name, `${clients}`, `${seconds}`, collection]]);
    const half = [uri, name, `${clients / 2}`, `${seconds}`, collection];
    const drivers = await rate('driverClient.ts', [half, half]);
    figures.push(figure(`${name}, ${clients} lean clients`, '/s', lean, floor));
    figures.push(figure(`${name}, two driver processes of ${clients / 2} clients`, '/s', drivers, floor));
  }
  await Promise.all([client.close(), bare.close()]);
  return figures;
}

async function loops(work: Work, seconds: number): Promise<number> {
  const began = performance.now();
  let n = 0;
  const loop = async () => {
    while (performance.now() - began < seconds * 1000) await work(n++);
  };
  await Promise.all(Array.from({ length: clients }, loop));
  return (n / (performance.now() - began)) * 1000;
}

/** Starts a process for each list of arguments, lets all begin together and adds up their rates. */
async function rate(program: string, lists: string[][]): Promise<number> {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const children = lists.map((args) =>
    spawn(process.execPath, ['--import', 'tsx', file, ...args], { stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  const lines = children.map(({ stdout }) => createInterface({ input: stdout })[Symbol.asyncIterator]());
  await Promise.all(lines.map((each) => each.next()));
  for (const { stdin } of children) stdin.write('go\n');
  const rates = await Promise.all(lines.map(async (each) => Number((await each.next()).value)));
  await Promise.all(children.map((each) => each.exitCode ?? once(each, 'exit')));
  return rates.reduce((sum, each) => sum + each, 0);
}
