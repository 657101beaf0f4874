/**
 * A small request beside long work: how long one document by its key takes while the store is idle, and while it scans and groups all
 * documents, and the anonymous memory it takes for it.
 */
import { readFileSync } from 'node:fs';
import { mongo } from 'mongoose';
import { type Figure, figure, quantile } from './support/figure.ts';

/** Needs the collection `large` of storeVolume. The store is in this process, so its memory is this process's. */
export async function storeBusy(uri: string, documents: number): Promise<Figure[]> {
  const client = await mongo.MongoClient.connect(uri, { maxPoolSize: 8 });
  const large = client.db().collection<mongo.Document>('large');
  const idle = await latencies(large, () => new Promise((resolve) => setTimeout(resolve, 1000)));
  const longWorks: Record<string, () => Promise<unknown>> = {
    'a group of all': () => large.aggregate([{ $group: { _id: '$office', n: { $sum: 1 } } }]).toArray(),
    'a count by a field without index': () => large.countDocuments({ text: 'no such' }),
  };
  const figures: Figure[] = [];
  for (const [name, work] of Object.entries(longWorks)) {
    const before = anonymousMb();
    const busy = await latencies(large, work);
    figures.push(
      figure(`p95 of one document by key during ${name}, beside idle`, 'ms', busy.p95, idle.p95),
      figure(`${name} of ${documents} documents, with that`, 'ms', busy.ms),
      figure('the same: anonymous memory added at most', 'MB', busy.memoryMb - before),
    );
  }
  await client.close();
  return figures;
}

async function latencies(large: mongo.Collection<mongo.Document>, work: () => Promise<unknown>) {
  let isDone = false;
  const began = performance.now();
  const working = work().finally(() => {
    isDone = true;
  });
  const times: number[] = [];
  let memoryMb = 0;
  for (let n = 0; !isDone; n++) {
    const asked = performance.now();
    await large.findOne({ _id: ((n * 7919) % 10_000) as never });
    times.push(performance.now() - asked);
    memoryMb = Math.max(memoryMb, anonymousMb());
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await working;
  return { p95: quantile(times, 0.95), ms: performance.now() - began, memoryMb };
}

function anonymousMb(): number {
  const status = readFileSync('/proc/self/status', 'utf8');
  return Number(/RssAnon:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024;
}
