/**
 * Who is told by mail that a part turned red: administrators who gave an address for it or for the daily digest, and the addresses of
 * ALERT_MAIL, whose readers need no account.
 */
import mongoose, { Schema } from 'mongoose';
import { AccountModel } from '../../accounts/account.ts';
import { DigestSubscriptionModel } from '../../campaigns/digest/digestSubscription.ts';
import type { MailConfig } from '../../config.ts';

interface AlertSubscription {
  /** Id of the account. */
  _id: string;
  address: string;
}

const schema = new Schema<AlertSubscription>(
  { _id: { type: String, required: true }, address: { type: String, required: true } },
  { versionKey: false, collection: 'alertSubscriptions' },
);
const AlertSubscriptionModel = mongoose.model<AlertSubscription>('AlertSubscription', schema);

export interface AlertReader {
  address: string;
  language: 'fa' | 'en';
}

/** Each address once. */
export async function alertReaders(mail: Pick<MailConfig, 'alertTo'> | undefined): Promise<AlertReader[]> {
  const administrators = await AccountModel.find({ role: 'administrator', disabled: false }).lean();
  const subscriptions = [
    ...(await AlertSubscriptionModel.find().lean()),
    ...(await DigestSubscriptionModel.find().lean()),
  ];
  const readers = subscriptions.flatMap(({ _id, address }): AlertReader[] => {
    const account = administrators.find((one) => one._id === _id);
    return account ? [{ address, language: account.language === 'en' ? 'en' : 'fa' }] : [];
  });
  const named = (mail?.alertTo ?? []).map((address): AlertReader => ({ address, language: 'fa' }));
  return [...new Map([...named, ...readers].map((reader) => [reader.address, reader])).values()];
}

/** '' when the account has given none. */
export async function alertAddressOf(account: string): Promise<string> {
  return (await AlertSubscriptionModel.findById(account).lean())?.address ?? '';
}

/** @param address empty ends the subscription */
export async function subscribeToAlerts(account: string, address: string): Promise<void> {
  if (!address) await AlertSubscriptionModel.deleteOne({ _id: account });
  else await AlertSubscriptionModel.updateOne({ _id: account }, { $set: { address } }, { upsert: true });
}
