// A process whose files may not grow beyond a limit, as on a full disk: fills the store until it is refused, reads,
// makes room, writes again, and prints what happened as JSON.
import { mongo } from 'mongoose';
import { startEmbedded } from '../../../server/database/embedded/startEmbedded.ts';

// The system would end the process; ignored, the write fails instead, as it does on a full disk.
process.on('SIGXFSZ', () => {});
const store = await startEmbedded({ folder: process.argv[2]! });
const client = await mongo.MongoClient.connect(store.uri);
const things = client.db().collection<mongo.Document>('things');
await things.createIndex({ n: 1 });
const batch = (from: number) =>
  Array.from({ length: 50 }, (_, at) => ({ n: from + at, text: 'x'.repeat(20_000) }));
let acknowledged = 0;
let refusal: unknown;
for (let round = 0; refusal === undefined && round < 100; round++)
  await things.insertMany(batch(acknowledged)).then(
    () => {
      acknowledged += 50;
    },
    (error) => {
      refusal = { code: error.code, message: error.message };
    },
  );
const whileFull = await things.countDocuments();
const first = await things.findOne({ n: 1 });
const whole = (await store.verify()).problems;
const { deletedCount } = await things.deleteMany({ n: { $lt: 100 } });
const { insertedId } = await things.insertOne({ n: -1 });
console.log(
  JSON.stringify({
    acknowledged,
    refusal,
    whileFull,
    reads: first?.n,
    deletedCount,
    problems: [whole, (await store.verify()).problems],
    writesAgain: insertedId !== undefined && (await things.findOne({ n: -1 })) !== null,
  }),
);
await client.close();
await store.close();
