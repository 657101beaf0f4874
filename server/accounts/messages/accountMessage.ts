/**
 * Messages to people who sign in, waiting for the same rounds as invitations: a link to set a password, thanks after a wave, its
 * results, a reminder of them, a line about a plan that is due. None holds a link or a token: these are made while it is sent.
 */
import mongoose, { Schema } from 'mongoose';
import { insertOnce } from '../../database/insertOnce.ts';
import { randomId } from '../../database/randomId.ts';
import { type Account, AccountModel } from '../account.ts';

export const accountPurposes = ['setPassword', 'thanks', 'results', 'resultsReminder', 'checkIn'] as const;
export type AccountPurpose = (typeof accountPurposes)[number];

export interface AccountMessage {
  _id: string;
  account: string;
  channel: 'email' | 'sms';
  purpose: AccountPurpose;
  /** Which one is over, or whose results; '' for a password and for plans. */
  wave: string;
  /** Office whose report the link opens; '' where none does. */
  office: string;
  /** `gone`: the account was disabled, or lost its address, before it was sent. */
  state: 'waiting' | 'sent' | 'refused' | 'failed' | 'gone';
  attempts: number;
  notBefore: Date;
  /** Status of the last refusal. */
  problem: string;
  /** The account has opened a report of the wave. */
  opened: boolean;
}

const schema = new Schema<AccountMessage>(
  {
    _id: { type: String, required: true },
    account: { type: String, required: true },
    channel: { type: String, enum: ['email', 'sms'], required: true },
    purpose: { type: String, enum: accountPurposes, required: true },
    wave: { type: String, default: '' },
    office: { type: String, default: '' },
    state: { type: String, enum: ['waiting', 'sent', 'refused', 'failed', 'gone'], default: 'waiting' },
    attempts: { type: Number, default: 0 },
    notBefore: { type: Date, required: true },
    problem: { type: String, default: '' },
    opened: { type: Boolean, default: false },
  },
  { versionKey: false, collection: 'accountMessages' },
);
schema.index({ channel: 1, state: 1, notBefore: 1 });
schema.index({ wave: 1 });
schema.index({ account: 1, wave: 1 });

export const AccountMessageModel = mongoose.model<AccountMessage>('AccountMessage', schema);

/** By mail where there is an address, otherwise by SMS; null where there is neither. */
export function channelOf({ address, mobile }: Pick<Account, 'address' | 'mobile'>): 'email' | 'sms' | null {
  if (address) return 'email';
  return mobile ? 'sms' : null;
}

type Queued = Pick<AccountMessage, 'purpose'> & { wave?: string; officeOf?(account: Account): string };

/** @returns the accounts that cannot be reached by any message */
export async function queueForAccounts(
  accounts: readonly Account[],
  { purpose, wave = '', officeOf = () => '' }: Queued,
  now: Date,
): Promise<Account[]> {
  const reached = accounts.flatMap((account) => {
    const channel = channelOf(account);
    return channel ? [{ account, channel }] : [];
  });
  await AccountMessageModel.insertMany(
    reached.map(({ account, channel }) => ({
      ...{ _id: randomId(), account: account._id, channel, purpose, wave },
      office: officeOf(account),
      notBefore: now,
    })),
  );
  const ids = new Set(reached.map(({ account }) => account._id));
  return accounts.filter(({ _id }) => !ids.has(_id));
}

/**
 * One message to somebody about something, however often it is asked for: a job asks until its time is over.
 * @returns whether it was not there before; false, too, for whom no message can reach
 */
export async function queueOnce(
  account: Account,
  { purpose, about, wave = '' }: Pick<AccountMessage, 'purpose'> & { about: string; wave?: string },
  now: Date,
): Promise<boolean> {
  const channel = channelOf(account);
  if (!channel) return false;
  const message = { _id: `${purpose}-${about}-${account._id}`, account: account._id, channel, purpose, wave };
  return insertOnce(() => AccountMessageModel.create({ ...message, notBefore: now }));
}

/** Notes that somebody who was told of the results has read a report; nobody is reminded then. */
export async function noteReportOpened(account: string, wave: string): Promise<void> {
  await AccountMessageModel.updateMany({ account, wave, opened: false }, { $set: { opened: true } });
}

/** How the notice of a wave's results fares; `waiting` accounts have not opened a report. */
export async function noticeStanding(wave: string) {
  const messages = await AccountMessageModel.find({ wave }).lean();
  const notices = messages.filter(({ purpose }) => purpose === 'results');
  const unopened = notices.filter(({ opened }) => !opened).map(({ account }) => account);
  const accounts = await AccountModel.find({
    _id: mongoose.trusted({ $in: unopened }),
    disabled: false,
  }).lean();
  return {
    told: notices.length,
    opened: notices.filter(({ opened }) => opened).length,
    failed: notices.filter(({ state }) => state === 'refused' || state === 'failed').length,
    isReminded: messages.some(({ purpose, state }) => purpose === 'resultsReminder' && state === 'waiting'),
    accounts,
    officeOf: new Map(notices.map(({ account, office }) => [account, office])),
  };
}
