// A process that is meant to be killed while it erases: it opens the store, says so, and erases again and again.
import { mongo } from 'mongoose';
import { startEmbedded } from '../../../server/database/embedded/startEmbedded.ts';

const store = await startEmbedded({ folder: process.argv[2]! });
const client = await mongo.MongoClient.connect(store.uri);
process.stdout.write('erasing\n');
for (;;) await client.db().command({ eraseDeleted: 1 });
