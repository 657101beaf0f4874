/** Checks a username and password. Whatever is wrong, the answer is null after equal work. */
import { key } from '../i18n/text.ts';
import { type Account, AccountModel } from './account.ts';
import { hashPassword, isOutdated, passwordCost, verifyPassword } from './password.ts';

/** @param cost what hashes are made with; one that took less is made anew, since only now the password is known */
export async function signIn(
  username: string,
  password: string,
  cost = passwordCost,
): Promise<Account | null> {
  const account = await AccountModel.findOne({ username: key(username) }).lean();
  const matches = await verifyPassword(account?.passwordHash, password);
  if (!matches || !account?.passwordHash || account.disabled) return null;
  if (isOutdated(account.passwordHash, cost)) {
    const passwordHash = await hashPassword(password, cost);
    // Unless it was changed meanwhile.
    const unchanged = { _id: account._id, passwordHash: account.passwordHash };
    await AccountModel.updateOne(unchanged, { $set: { passwordHash } });
  }
  return account;
}
