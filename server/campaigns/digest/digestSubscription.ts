/** An administrator who wants the daily digest: where to, and the last day it went out. */
import mongoose, { Schema } from 'mongoose';

export interface DigestSubscription {
  /** Id of the account. */
  _id: string;
  address: string;
  /** ISO date, or empty. */
  lastDay: string;
}

const schema = new Schema<DigestSubscription>(
  {
    _id: { type: String, required: true },
    address: { type: String, required: true },
    lastDay: { type: String, default: '' },
  },
  { versionKey: false, collection: 'digestSubscriptions' },
);
export const DigestSubscriptionModel = mongoose.model<DigestSubscription>('DigestSubscription', schema);

/** @param address empty ends the subscription */
export async function subscribe(account: string, address: string): Promise<void> {
  if (!address) await DigestSubscriptionModel.deleteOne({ _id: account });
  else await DigestSubscriptionModel.updateOne({ _id: account }, { $set: { address } }, { upsert: true });
}
