/**
 * Codes of invitations that are sent: each message adds one, made just before sending. The invitation itself is sent whether the right was
 * used or not: pages show what became of it, and a message that nobody needed any more would tell who has answered. A reminder goes to
 * unused rights alone; a used one gets a meaningless hash instead of its code, otherwise the number of codes would show before which
 * reminder it was used. Many are made at a time, because each write waits for the disk.
 */
import mongoose, { type mongo } from 'mongoose';
import { hashCode, newCode } from '../code.ts';
import { type Invitation, InvitationModel } from '../invitation.ts';
import type { Purpose } from './delivery.ts';

/** The driver's own collection: mongoose documents would only slow down ten thousand codes. */
const invitations = () => InvitationModel.collection as unknown as mongo.Collection<Invitation>;

/** The id of a waiting message. The padding hash is made from it, so that repeating an interrupted step pads only once. */
export interface Padding {
  _id: string;
  message: string;
}

export interface CodeRecipient extends Padding {
  purpose: Purpose;
}

/** A new code for each message that is to be sent; invitations used by the time of a reminder get none, and are padded. */
export async function mintCodes(messages: readonly CodeRecipient[]): Promise<Map<string, string>> {
  const codes = new Map(messages.map(({ _id }) => [_id, newCode()]));
  const added = await inBulk(
    messages.map(({ _id, purpose }) => ({
      updateOne: {
        filter: purpose === 'invitation' ? { _id } : { _id, used: false },
        update: { $addToSet: { codeHashes: hashCode(codes.get(_id)!) } },
      },
    })),
  );
  if (added === codes.size) return codes;
  const used = await withoutCode(codes);
  for (const id of used) codes.delete(id);
  await padCodes(messages.filter(({ _id }) => used.has(_id)));
  return codes;
}

/** The invitations that did not take their code, because they were used by then. */
async function withoutCode(codes: ReadonlyMap<string, string>): Promise<Set<string>> {
  const ids = mongoose.trusted({ $in: [...codes.keys()] });
  const found = await InvitationModel.find({ _id: ids }, { codeHashes: 1 }).lean();
  const stored = new Set(found.flatMap(({ codeHashes }) => codeHashes));
  return new Set([...codes].filter(([, code]) => !stored.has(hashCode(code))).map(([id]) => id));
}

/** Removes codes whose message was certainly never sent, used or not: how many there are must not tell which attempts came after the use. */
export async function removeCodes(codes: ReadonlyMap<string, string>): Promise<void> {
  await inBulk(
    [...codes].map(([_id, code]) => ({
      updateOne: { filter: { _id }, update: { $pull: { codeHashes: hashCode(code) } } },
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
