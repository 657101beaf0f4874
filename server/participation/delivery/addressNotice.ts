/**
 * Tells the old address that it was replaced: the owner of a working one finds out that somebody claimed it to be wrong. A notice
 * knows a wave and an address, nothing of an invitation, and is gone once it was sent or given up.
 */
import mongoose, { Schema } from 'mongoose';
import { randomId } from '../../database/randomId.ts';
import { retryAfter } from './channel.ts';
import type { MessageChannel } from './delivery.ts';
import type { Outcome } from './outcome.ts';

export interface AddressNotice {
  _id: string;
  wave: string;
  channel: MessageChannel;
  /** Under a key of the wave (`addressCipher.ts`). */
  sealedAddress: string;
  attempts: number;
  notBefore: Date;
}

const schema = new Schema<AddressNotice>(
  {
    _id: { type: String, required: true },
    wave: { type: String, required: true, index: true },
    channel: { type: String, enum: ['email', 'sms'], required: true },
    sealedAddress: { type: String, required: true },
    attempts: { type: Number, default: 0 },
    notBefore: { type: Date, required: true },
  },
  {
    versionKey: false,
    collection: 'addressNotices',
    collectionOptions: { clusteredIndex: { key: { _id: 1 }, unique: true } },
  },
);
schema.index({ channel: 1, notBefore: 1 });

export const AddressNoticeModel = mongoose.model<AddressNotice>('AddressNotice', schema);

const maxAttempts = 3;

export async function notifyOldAddress({
  now,
  ...notice
}: Pick<AddressNotice, 'wave' | 'channel' | 'sealedAddress'> & { now: Date }): Promise<void> {
  await AddressNoticeModel.create({ ...notice, _id: randomId(), notBefore: now });
}

/** Sends the notices that are due. One that is refused has done what it can: the address really is none. */
export async function sendAddressNotices(
  channel: MessageChannel,
  waves: readonly string[],
  { now, max, send }: { now: Date; max: number; send: (notice: AddressNotice) => Promise<Outcome> },
): Promise<number> {
  const due = await AddressNoticeModel.find({
    channel,
    wave: mongoose.trusted({ $in: [...waves] }),
    notBefore: mongoose.trusted({ $lte: now }),
  })
    .limit(max)
    .lean();
  for (const notice of due) {
    const outcome = await send(notice);
    const attempts = notice.attempts + 1;
    const isOver = outcome.kind === 'sent' || outcome.kind === 'refused' || attempts >= maxAttempts;
    if (isOver) await AddressNoticeModel.deleteOne({ _id: notice._id });
    else
      await AddressNoticeModel.updateOne(
        { _id: notice._id },
        { $set: { attempts, notBefore: retryAfter(now, attempts) } },
      );
    if (outcome.kind === 'channelDown') break;
  }
  return due.length;
}
