// A process that ends in the middle of its writes without closing the store.
import { mongo } from 'mongoose';
import { startEmbedded } from '../../../server/database/embedded/startEmbedded.ts';

const store = await startEmbedded({ folder: process.argv[2]! });
const client = await mongo.MongoClient.connect(store.uri);
const things = client.db().collection('things');
for (let n = 0; n < 50; n++)
  void things.insertOne({ n }).then(() => {
    if (n === 20) process.exit(0);
  });
