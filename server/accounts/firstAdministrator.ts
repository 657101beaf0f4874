/**
 * The first administrator of an empty store: while nobody can administer it, every start makes a fresh one-time link.
 * The store keeps the hash of its token, so that only the newest link works, and only once.
 */
import mongoose, { Schema } from 'mongoose';
import { randomId } from '../database/randomId.ts';
import type { Language } from '../i18n/languages.ts';
import { type Account, AccountModel } from './account.ts';
import { hashToken, newToken } from './oneTimeToken.ts';
import { hashPassword } from './password.ts';

interface Pending {
  _id: string;
  tokenHash: string;
}
const PendingModel = mongoose.model<Pending>(
  'FirstAdministrator',
  new Schema<Pending>(
    { _id: String, tokenHash: { type: String, required: true } },
    { versionKey: false, collection: 'meta' },
  ),
);
const id = 'firstAdministrator';

/** True while no administrator can sign in or still has a link to set a password. */
export async function needsAdministrator(now: Date): Promise<boolean> {
  const someone = await AccountModel.exists({
    role: 'administrator',
    disabled: false,
    $or: [
      { passwordHash: mongoose.trusted({ $ne: null }) },
      { setPasswordUntil: mongoose.trusted({ $gt: now }) },
    ],
  });
  return !someone;
}

/** A fresh token; earlier ones no longer work. */
export async function issueFirstAdministratorToken(): Promise<string> {
  const { token, tokenHash } = newToken();
  await PendingModel.updateOne({ _id: id }, { $set: { tokenHash } }, { upsert: true });
  return token;
}

export async function isFirstAdministratorToken(token: string): Promise<boolean> {
  return Boolean(await PendingModel.exists({ _id: id, tokenHash: hashToken(token) }));
}

/** Uses the token up and makes the account; null when somebody was faster. The username must be free. */
export async function createFirstAdministrator(
  token: string,
  person: { username: string; displayName: string; password: string; language: Language },
): Promise<Account | null> {
  const passwordHash = await hashPassword(person.password);
  const used = await PendingModel.findOneAndDelete({ _id: id, tokenHash: hashToken(token) }).lean();
  if (!used) return null;
  const account = await AccountModel.create({
    _id: randomId(),
    username: person.username,
    displayName: person.displayName,
    role: 'administrator',
    passwordHash,
    language: person.language,
  });
  return account.toObject();
}
