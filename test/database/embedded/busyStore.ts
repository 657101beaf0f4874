// A process that is meant to be killed: opens the store, says where it listens and what `verify` found, and once
// it is told to go writes as fast as it can, telling each write on stdout after it was acknowledged.
import { mongo } from 'mongoose';
import { startEmbedded } from '../../../server/database/embedded/startEmbedded.ts';

const [folder, round] = [process.argv[2]!, process.argv[3]!];
const store = await startEmbedded({ folder });
const { problems } = await store.verify();
process.stdout.write(`${JSON.stringify({ uri: store.uri, problems })}\n`);

const client = await mongo.MongoClient.connect(store.uri, { maxPoolSize: 8 });
const ballots = client.db().collection<{ _id: string; code: string; tags: string[]; n: number }>('ballots');
const counters = client.db().collection<{ _id: number; n: number }>('counters');
await ballots.createIndex({ code: 1 }, { unique: true });
await ballots.createIndex({ tags: 1, n: -1 });
const tell = (word: string, id: string | number) => process.stdout.write(`${word} ${id}\n`);

async function writer(number: number): Promise<never> {
  for (let n = 0; ; n++) {
    const _id = `${round}-${number}-${n}`;
    await ballots.insertOne({ _id, code: _id, tags: ['a', `t${n % 7}`], n });
    tell('inserted', _id);
    await counters.updateOne({ _id: number }, { $inc: { n: 1 } }, { upsert: true });
    tell('counted', number);
    await ballots.updateOne({ _id }, { $push: { tags: 'changed' }, $set: { n: -n } });
    tell('changed', _id);
    if (n % 5 === 4) {
      const gone = `${round}-${number}-${n - 2}`;
      await ballots.deleteOne({ code: gone });
      tell('deleted', gone);
    }
  }
}
process.stdin.once('data', () => {
  for (let number = 0; number < 8; number++) void writer(number);
});
