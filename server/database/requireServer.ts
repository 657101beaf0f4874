/** Looks at a server before anything is written to it: is it new enough, is it the primary, and does it lose writes? */
import { mongo } from 'mongoose';
import { randomId } from './randomId.ts';
import { StoreRefused } from './serverOptions.ts';
import { oldestVersion, tooOld } from './storeProblem.ts';

const commandNotFound = 59;

interface Members {
  hosts?: string[];
  arbiters?: string[];
}

/** @throws StoreRefused */
export async function requireServer(db: mongo.Db): Promise<void> {
  const { maxWireVersion, isWritablePrimary, msg, hosts, arbiters } = await hello(db);
  if ((maxWireVersion ?? 0) < oldestVersion.wire) throw new StoreRefused(tooOld);
  if (!isWritablePrimary && msg !== 'isdbgrid')
    throw new StoreRefused(
      'The host that MONGODB_URI names is not the primary of its replica set: name all hosts with replicaSet=… and without directConnection, so that the primary is found.',
    );
  requireMajority(db, { hosts, arbiters });
}

/** An address may name a number of members; fewer than a majority would lose what was acknowledged. @throws StoreRefused */
function requireMajority(db: mongo.Db, { hosts = [], arbiters = [] }: Members): void {
  const w = db.writeConcern?.w;
  const members = hosts.length + arbiters.length;
  const majority = Math.floor(members / 2) + 1;
  if (typeof w === 'number' && members > 0 && w < majority)
    throw new StoreRefused(
      `MONGODB_URI asks for w=${w}, and ${majority} of the ${members} members of the replica set are a majority: an answer that was acknowledged could be lost when another server takes over. Take it out; the product writes with w=majority.`,
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
