/** Who an account is at the provider: issuer and subject, never a name or an address, which are given anew to others. */
import mongoose, { Schema } from 'mongoose';
import { Conflict } from '../../http/httpErrors.ts';
import { type Account, AccountModel } from '../account.ts';

export interface Identity {
  /** Id of the account. */
  _id: string;
  issuer: string;
  subject: string;
}

const schema = new Schema<Identity>(
  {
    _id: { type: String, required: true },
    issuer: { type: String, required: true },
    subject: { type: String, required: true },
  },
  { versionKey: false, collection: 'identities' },
);
schema.index({ issuer: 1, subject: 1 }, { unique: true });

const IdentityModel = mongoose.model<Identity>('Identity', schema);

export function findIdentity(account: string): Promise<Identity | null> {
  return IdentityModel.findById(account).lean();
}

/** The account that may sign in as this subject, or null. */
export async function findAccountOf({ issuer, subject }: Omit<Identity, '_id'>): Promise<Account | null> {
  const known = await IdentityModel.findOne({ issuer, subject }).lean();
  return known && AccountModel.findOne({ _id: known._id, disabled: false }).lean();
}

/** @throws Conflict when another account has this subject */
export async function setIdentity(account: string, identity: Omit<Identity, '_id'>): Promise<void> {
  await IdentityModel.updateOne({ _id: account }, { $set: identity }, { upsert: true }).catch(
    (error: unknown) => {
      if ((error as { code?: number }).code === 11000) throw new Conflict('provider:errors.taken');
      throw error;
    },
  );
}

export async function removeIdentity(account: string): Promise<void> {
  await IdentityModel.deleteOne({ _id: account });
}
