/**
 * The thinnest client there can be: requests encoded beforehand, raw sockets, and of an answer only its length is looked at. What it reaches
 * is what the store does, without a driver. Runs as a process of its own: `leanClient.ts SOCKET WORK CLIENTS SECONDS COLLECTION`.
 */
import { connect } from 'node:net';
import { mongo } from 'mongoose';
import { readable, smallDocument } from './storeRates.ts';

const [path = '', work = '', clients = '1', seconds = '1', collection = ''] = process.argv.slice(2);
const bodies: Record<string, (n: number) => object> = {
  'durable inserts': (n) => ({
    insert: collection,
    documents: [{ ...smallDocument(n), _id: `${process.pid}-${n}` }],
  }),
  'durable $inc': (n) => ({ update: collection, updates: [{ q: { _id: n % 100 }, u: { $inc: { n: 1 } } }] }),
  'indexed reads': (n) => ({
    find: collection,
    filter: { office: 5, n: { $gte: (n * 7919) % readable } },
    limit: 1,
    singleBatch: true,
  }),
};

function message(n: number): Buffer {
  const body = mongo.BSON.serialize({ ...bodies[work]!(n), $db: 'farhangsanj' });
  const head = Buffer.alloc(21);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(2013, 12);
  return Buffer.concat([head, body]);
}

const perClient = Math.ceil((Number(seconds) * 60_000) / Number(clients));
let done = 0;
async function client(number: number): Promise<void> {
  const messages = Array.from({ length: perClient }, (_, n) => message(number * perClient + n));
  const socket = connect(path);
  await new Promise((resolve) => socket.once('connect', resolve));
  ready.push(
    () =>
      new Promise<void>((resolve, reject) => {
        let missing = 0;
        let at = 0;
        const next = () => {
          if (performance.now() >= end || at === messages.length) return resolve(void socket.end());
          socket.write(messages[at++]!);
        };
        socket.on('error', reject);
        socket.on('data', (chunk) => {
          missing = (missing || chunk.readInt32LE(0)) - chunk.length;
          if (missing > 0) return;
          done++;
          next();
        });
        next();
      }),
  );
}
const ready: (() => Promise<void>)[] = [];
await Promise.all(Array.from({ length: Number(clients) }, (_, number) => client(number)));
console.log('ready');
await new Promise((resolve) => process.stdin.once('data', resolve));
const began = performance.now();
const end = began + Number(seconds) * 1000;
await Promise.all(ready.map((each) => each()));
console.log((done / (performance.now() - began)) * 1000);
process.exit(0);
