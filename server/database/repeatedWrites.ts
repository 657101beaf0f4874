/**
 * Writes whose outcome no document tells, and that come to the same when they are done twice (`repeatedWrites.md` says of each why): where
 * their reply is lost they are tried again as they are.
 */
import type { mongo } from 'mongoose';
import { certain } from './certainWrite.ts';

type Documents = mongo.Collection<{ _id: string }>;

/** Each with the changes that it carries. */
const repeated = {
  updateMany: ([, update]: Given) => [update],
  deleteMany: () => [],
  replaceOne: () => [],
  findOneAndUpdate: ([, update]: Given) => [update],
  bulkWrite: ([operations]: Given) => (operations as object[]).map(changeOf),
} satisfies Partial<Record<keyof Documents, (given: Given) => unknown[]>>;
type Given = readonly unknown[];

/** One that adds or appends is left as it is, and its error stands. */
export function repeatedWrites(collection: Documents): object {
  return Object.fromEntries(
    Object.entries(repeated).map(([name, changesOf]) => {
      const write = (collection[name as keyof Documents] as (...given: Given) => Promise<unknown>).bind(
        collection,
      );
      return [
        name,
        (...given: Given) =>
          changesOf(given).every(isSameTwice) ? certain(() => write(...given), notYet) : write(...given),
      ];
    }),
  );
}
const notYet = async () => undefined;

/** Of one operation of a group; null where doing it twice would do two things. */
function changeOf(operation: object): unknown {
  const [[name, content] = []] = Object.entries(operation);
  if (name === 'updateOne' || name === 'updateMany') return (content as { update: object }).update;
  return name === 'insertOne' ? null : {};
}

const sameTwice = ['$set', '$unset', '$setOnInsert', '$addToSet', '$pull'];
const isSameTwice = (update: unknown) =>
  typeof update === 'object' &&
  update !== null &&
  Object.keys(update).every((name) => sameTwice.includes(name));
