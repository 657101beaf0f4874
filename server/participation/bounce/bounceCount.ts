/** How many reports came for a wave, and whether the mailbox can be read. Neither refers to a message or to its time. */
import mongoose, { Schema } from 'mongoose';

export interface BounceCount {
  /** The wave's id. */
  _id: string;
  failed: number;
  delayed: number;
}

export interface BounceMailbox {
  _id: 'imap';
  readAt: Date;
  /** Why it could not be read, such as `ECONNREFUSED`; empty when it could. */
  problem: string;
}

const count = new Schema<BounceCount>(
  {
    _id: { type: String, required: true },
    failed: { type: Number, default: 0 },
    delayed: { type: Number, default: 0 },
  },
  { versionKey: false, collection: 'bounceCounts' },
);
export const BounceCountModel = mongoose.model<BounceCount>('BounceCount', count);

const mailbox = new Schema<BounceMailbox>(
  {
    _id: { type: String, required: true } as never,
    readAt: { type: Date, required: true },
    problem: { type: String, default: '' },
  },
  { versionKey: false, collection: 'bounceMailboxes' },
);
export const BounceMailboxModel = mongoose.model<BounceMailbox>('BounceMailbox', mailbox);

export async function countBounce(wave: string, action: 'failed' | 'delayed'): Promise<void> {
  await BounceCountModel.updateOne({ _id: wave }, { $inc: { [action]: 1 } }, { upsert: true });
}
