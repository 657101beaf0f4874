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
  await useUp(token, now, { setPasswordHash: null, setPasswordUntil: null });
}

/** Sets the password and uses the link up; null when it was used, is too old or never existed. */
export async function setPassword(token: string, password: string, now: Date): Promise<Account | null> {
  const passwordHash = await hashPassword(password);
  const account = await useUp(token, now, { passwordHash, setPasswordHash: null, setPasswordUntil: null });
  if (account) await endSessions(account._id);
  return account;
}

/** By the account's id, so that a lost reply is made up for. @returns the account as it is now; null where somebody was faster */
async function useUp(token: string, now: Date, change: Partial<Account>): Promise<Account | null> {
  const account = await findByToken(token, now);
  if (!account) return null;
  const used = await AccountModel.updateOne({ ...usable(token, now), _id: account._id }, { $set: change });
  return used.modifiedCount === 1 ? { ...account, ...change } : null;
}
