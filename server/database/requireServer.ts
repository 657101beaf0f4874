/** Looks at a server before anything is written to it: is it new enough, is it the primary, and does it lose writes? */
import { mongo } from 'mongoose';
import { randomId } from './randomId.ts';
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

const additions = 16;

/**
 * Some engines that speak MongoDB's language read a document, change it and write it back, and so lose what another wrote meanwhile: on
 * them one right could be used twice. @throws StoreRefused
 */
export async function requireAtomicUpdates(db: mongo.Db): Promise<void> {
  const collection = db.collection<{ _id: string; number: number }>('meta');
  const _id = `trial-${randomId()}`;
  await collection.insertOne({ _id, number: 0 });
  try {
    const add = () => collection.updateOne({ _id }, { $inc: { number: 1 } });
    await Promise.all(Array.from({ length: additions }, add));
    const kept = (await collection.findOne({ _id }))?.number;
    if (kept !== additions)
      throw new StoreRefused(
        `The database loses writes: of ${additions} additions to one number at the same time it kept ${kept}, so one right could be used twice. Use MongoDB, or the embedded store (without MONGODB_URI).`,
      );
  } finally {
    await collection.deleteOne({ _id });
  }
}
