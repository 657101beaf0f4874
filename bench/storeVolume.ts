// A large collection in the store: loading, scanning, grouping, its size on disk, and what it costs to open and to keep
// open; bare lmdb does the same where it can.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { mongo } from 'mongoose';
import { openBareStore } from './bareStore.ts';
import { smallDocument } from './storeRates.ts';
import { type Figure, figure } from './support/figure.ts';

const perBatch = 10_000;

/** Loads `documents` documents and measures what takes the longer the more there are. */
export async function storeVolume(uri: string, folder: string, documents: number): Promise<Figure[]> {
  const client = await mongo.MongoClient.connect(uri, { maxPoolSize: 8 });
  const large = client.db().collection<mongo.Document>('large');
  const bare = openBareStore(join(folder, 'bare'));
  await large.createIndex({ office: 1, n: -1 });
  const before = statSync(join(folder, 'data.mdb')).size;
  const batches = Array.from({ length: Math.ceil(documents / perBatch) }, (_, batch) => () => {
    const start = batch * perBatch;
    return Array.from({ length: Math.min(perBatch, documents - start) }, (_, at) =>
      smallDocument(start + at),
    );
  });
  const perSecond = (ms: number) => (documents / ms) * 1000;
  const loading = await time(async () => {
    for (const batch of batches) await large.insertMany(batch());
  });
  const bareLoading = await time(async () => {
    for (const batch of batches) bare.putMany(batch().map((each) => [each.n, mongo.BSON.serialize(each)]));
  });
  const bytes = (statSync(join(folder, 'data.mdb')).size - before) / documents;
  const scanning = await time(async () => {
    for await (const _ of large.find({}, { raw: true, batchSize: 5000 }));
  });
  const bareScanning = await time(async () => bare.scan());
  const grouping = await time(async () => {
    const groups = { $group: { _id: '$office', n: { $sum: 1 } } };
    await large.aggregate([{ $match: { _id: { $lt: 100_000 } } }, groups]).toArray();
  });
  const figures = [
    figure(
      'loading in batches of 10,000 (one index; bare without)',
      '/s',
      perSecond(loading),
      perSecond(bareLoading),
    ),
    figure('size on disk of a document with one index', 'B', bytes, bare.bytes() / documents),
    figure('scan', '/s', perSecond(scanning), perSecond(bareScanning)),
    figure('group of 100,000 documents', 'ms', grouping),
  ];
  await Promise.all([client.close(), bare.close()]);
  return figures;
}

/** Opens the store in a process of its own, asks for one document and looks at that process at rest. */
export async function storeAtRest(
  startEmbedded: string,
  folder: string,
  documents: number,
): Promise<Figure[]> {
  const program = fileURLToPath(new URL('./openStore.mjs', import.meta.url));
  const child = spawn(process.execPath, [program, startEmbedded, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const [startMs] = await once(createInterface({ input: child.stdout }), 'line');
  const anonymous = /RssAnon:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
  child.stdin.end();
  await exited;
  return [
    figure(`start to the first answer with ${documents} documents`, 'ms', Number(startMs)),
    figure('anonymous memory at rest, driver included', 'MB', Number(anonymous?.[1]) / 1024),
  ];
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
