/**
 * Codes of invitations that are sent: each send adds one, minted just before it. An invitation that was used gets a
 * meaningless hash in the place of the code it is no longer sent: otherwise the number of its codes would tell before
 * which reminder it was used. Many at a time, because each write by itself waits for the disk.
 */
import mongoose, { type mongo } from 'mongoose';
import { hashCode, newCode } from '../code.ts';
import { type Invitation, InvitationModel } from '../invitation.ts';

/** The driver's own collection: ten thousand codes have no use for documents of mongoose. */
const invitations = () => InvitationModel.collection as unknown as mongo.Collection<Invitation>;

/** What a message is called while it waits; from it the pad is made, so that a broken-off step repeated pads once. */
export interface Padding {
  _id: string;
  message: string;
}

export interface Minted extends Padding {
  /** Gets a code although the right may be used. */
  sentRegardless?: boolean;
}

/** A fresh code for each unused invitation; those that were used by then have none, and are padded. */
export async function mintCodes(messages: readonly Minted[]): Promise<Map<string, string>> {
  const codes = new Map(messages.map(({ _id }) => [_id, newCode()]));
  const added = await inBulk(
    messages.map(({ _id, sentRegardless }) => ({
      updateOne: {
        filter: sentRegardless ? { _id } : { _id, used: false },
        update: { $push: { codeHashes: hashCode(codes.get(_id)!) } },
      },
    })),
  );
  if (added === codes.size) return codes;
  const used = await withoutCode(codes);
  for (const id of used) codes.delete(id);
  await padCodes(messages.filter(({ _id }) => used.has(_id)));
  return codes;
}

/** Those whose invitation did not take its code, because it was used by then. */
async function withoutCode(codes: ReadonlyMap<string, string>): Promise<Set<string>> {
  const ids = mongoose.trusted({ $in: [...codes.keys()] });
  const found = await InvitationModel.find({ _id: ids }, { codeHashes: 1 }).lean();
  const stored = new Set(found.flatMap(({ codeHashes }) => codeHashes));
  return new Set([...codes].filter(([, code]) => !stored.has(hashCode(code))).map(([id]) => id));
}

/** Takes back codes whose message certainly never left; one of a used right stays, as a pad would. */
export async function removeCodes(codes: ReadonlyMap<string, string>): Promise<void> {
  await inBulk(
    [...codes].map(([_id, code]) => ({
      updateOne: { filter: { _id, used: false }, update: { $pull: { codeHashes: hashCode(code) } } },
    })),
  );
}

/** A meaningless hash for invitations that were used; once for each message, however often it is called. */
export async function padCodes(messages: readonly Padding[]): Promise<void> {
  await inBulk(
    messages.map(({ _id, message }) => ({
      updateOne: {
        filter: { _id, used: true },
        update: { $addToSet: { codeHashes: hashCode(`${message} ${_id}`) } },
      },
    })),
  );
}

async function inBulk(writes: mongo.AnyBulkWriteOperation<Invitation>[]): Promise<number> {
  if (writes.length === 0) return 0;
  return (await invitations().bulkWrite(writes, { ordered: false })).modifiedCount;
}
