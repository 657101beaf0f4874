/**
 * The first administrator of an empty store: while nobody can administer it, every start makes a fresh one-time link.
 * The store keeps the hash of its token, so that only the newest link works, and only once.
 */
import mongoose, { Schema } from 'mongoose';
import { insertOnce } from '../database/insertOnce.ts';
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

/**
 * Makes the account and uses the token up; null when somebody was faster. The username must be free. The id follows from the token, so
 * that it makes one account, however often it is asked.
 */
export async function createFirstAdministrator(
  token: string,
  person: { username: string; displayName: string; password: string; language: Language },
): Promise<Account | null> {
  const passwordHash = await hashPassword(person.password);
  const tokenHash = hashToken(token);
  if (!(await isFirstAdministratorToken(token))) return null;
  const _id = `first-${tokenHash.slice(0, 24)}`;
  const isMade = await insertOnce(() =>
    AccountModel.create({
      _id,
      username: person.username,
      displayName: person.displayName,
      role: 'administrator',
      passwordHash,
      language: person.language,
    }),
  );
  await PendingModel.deleteOne({ _id: id, tokenHash });
  return isMade ? AccountModel.findById(_id).lean() : null;
}
