/** Looks at a server before anything is written to it: is it new enough, and does it take writes? */
import { mongo } from 'mongoose';
import { StoreRefused } from './serverOptions.ts';
import { oldestVersion, tooOld } from './storeProblem.ts';

const commandNotFound = 59;

/** @throws StoreRefused */
export async function requireServer(db: mongo.Db): Promise<void> {
  const { maxWireVersion, isWritablePrimary, msg } = await hello(db);
  if ((maxWireVersion ?? 0) < oldestVersion.wire) throw new StoreRefused(tooOld);
  if (!isWritablePrimary && msg !== 'isdbgrid')
    throw new StoreRefused(
      'The host that MONGODB_URI names is not the primary of its replica set: name all hosts with replicaSet=… and without directConnection, so that the primary is found.',
    );
}

/** `hello` came with version 4.4.2. */
async function hello(db: mongo.Db): Promise<mongo.Document> {
  return db.command({ hello: 1 }).catch((error: unknown) => {
    if (error instanceof mongo.MongoServerError && error.code === commandNotFound) return {};
    throw error;
  });
}

/** A write that changes nothing, refused whenever a real one would be. */
export async function requireWritable(db: mongo.Db): Promise<void> {
  await db.collection<{ _id: string }>('meta').updateOne({ _id: 'nothing' }, { $set: { checked: true } });
}
