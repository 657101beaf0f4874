/** A process with one driver: `driverClient.ts URI WORK CLIENTS SECONDS COLLECTION`, in the manner of leanClient.ts. */
import { mongo } from 'mongoose';
import { readable, smallDocument } from './storeRates.ts';

const [uri = '', work = '', clients = '1', seconds = '1', name = ''] = process.argv.slice(2);
const client = await mongo.MongoClient.connect(uri, { maxPoolSize: Number(clients) });
const collection = client.db().collection<mongo.Document>(name);
const works: Record<string, (n: number) => Promise<unknown>> = {
  'durable inserts': (n) =>
    collection.insertOne({ ...smallDocument(n), _id: `${process.pid}-${n}` as never }),
  'durable $inc': (n) => collection.updateOne({ _id: (n % 100) as never }, { $inc: { n: 1 } }),
  'indexed reads': (n) => collection.findOne({ office: 5, n: { $gte: (n * 7919) % readable } }),
};
let done = 0;
async function loop(end: number): Promise<void> {
  while (performance.now() < end) await works[work]!(done++);
}
const all = (end: number) => Promise.all(Array.from({ length: Number(clients) }, () => loop(end)));
await all(performance.now() + 300);
console.log('ready');
await new Promise((resolve) => process.stdin.once('data', resolve));
done += 1_000_000;
const before = done;
const began = performance.now();
await all(began + Number(seconds) * 1000);
console.log(((done - before) / (performance.now() - began)) * 1000);
process.exit(0);
