/** One-time set-password links. The first use makes the link invalid and ends every session of the account. */
import mongoose from 'mongoose';
import { dayMs, plusMs } from '../clock.ts';
import { type Account, AccountModel } from './account.ts';
import { endSessions } from './endSessions.ts';
import { hashToken, newToken } from './oneTimeToken.ts';
import { hashPassword } from './password.ts';

const linkDays = 14;

/** A fresh token for the account and when it runs out; an earlier one no longer works. */
export async function issueSetPasswordToken(
  accountId: string,
  now: Date,
): Promise<{ token: string; until: Date }> {
  const { token, tokenHash } = newToken();
  const until = plusMs(now, linkDays * dayMs);
  await AccountModel.updateOne(
    { _id: accountId },
    { $set: { setPasswordHash: tokenHash, setPasswordUntil: until } },
  );
  return { token, until };
}

const usable = (token: string, now: Date) => ({
  setPasswordHash: hashToken(token),
  setPasswordUntil: mongoose.trusted({ $gt: now }),
  disabled: false,
});

/** The account that an unused link belongs to, or null. */
export function findByToken(token: string, now: Date): Promise<Account | null> {
  return AccountModel.findOne(usable(token, now)).lean();
}

/** Uses a link up without setting a password: its owner signs in through the provider. */
export async function useLink(token: string, now: Date): Promise<void> {
  await AccountModel.updateOne(usable(token, now), {
    $set: { setPasswordHash: null, setPasswordUntil: null },
  });
}

/** Sets the password and uses the link up; null when it was used, is too old or never existed. */
export async function setPassword(token: string, password: string, now: Date): Promise<Account | null> {
  const passwordHash = await hashPassword(password);
  const change = { $set: { passwordHash, setPasswordHash: null, setPasswordUntil: null } };
  const account = await AccountModel.findOneAndUpdate(usable(token, now), change, {
    returnDocument: 'after',
  }).lean();
  if (account) await endSessions(account._id);
  return account;
}
