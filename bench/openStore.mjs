/** Opens a store in a process of its own, asks for one document and prints how long that took; ends with its stdin. */
import { mongo } from 'mongoose';

const [startEmbeddedFile, folder] = process.argv.slice(2);
const { startEmbedded } = await import(startEmbeddedFile);
const began = performance.now();
const store = await startEmbedded({ folder });
const client = await mongo.MongoClient.connect(store.uri);
await client.db().collection('large').findOne({ _id: 1 });
console.log(performance.now() - began);
process.stdin
  .once('end', async () => {
    await client.close();
    await store.close();
  })
  .resume();
