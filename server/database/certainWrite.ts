/**
 * A write whose reply may be lost. Nobody knows then whether it was done: somebody looks, and where it was not, or where doing it twice
 * comes to the same, it is tried again.
 */
import { mongo } from 'mongoose';
import { isOutOfSpace } from './isOutOfSpace.ts';
import { isUnavailable } from './isUnavailable.ts';

const duplicateKey = 11000;
/** The driver repeats besides, where the server knows repeated writes. */
const maxAttempts = 3;

/** Nothing in the store tells whether it was done: the error of the write stands, and whoever asked decides. */
export class Undecided extends Error {}

/** @param look the answer of a write that was done; undefined where it was not */
export async function certain<T>(write: () => Promise<T>, look: () => Promise<T | undefined>): Promise<T> {
  let lost: unknown;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      const isOpen =
        isUnavailable(error) && !isOutOfSpace(error) && !isUnconfirmed(error) && !isUnsent(error);
      const isRepeated = lost !== undefined && (error as { code?: unknown }).code === duplicateKey;
      if (!isOpen && !isRepeated) throw error;
      const done = await look().catch(() => {
        throw lost ?? error;
      });
      if (done !== undefined) return done;
      if (isRepeated || attempt === maxAttempts) throw error;
      lost = error;
    }
  }
}

/** Done here, but not by a majority yet, which no look at this server tells: WriteConcernFailed, UnsatisfiableWriteConcern. */
const isUnconfirmed = (error: unknown) => [64, 100].includes(Number((error as { code?: unknown }).code));
/** No server was there to send it to, and waiting for one took its time. */
const isUnsent = (error: unknown) => error instanceof mongo.MongoServerSelectionError;
