/** Checks a username and password. Whatever is wrong, the answer is null after equal work. */
import { key } from '../i18n/text.ts';
import { type Account, AccountModel } from './account.ts';
import { verifyPassword } from './password.ts';

export async function signIn(username: string, password: string): Promise<Account | null> {
  const account = await AccountModel.findOne({ username: key(username) }).lean();
  const matches = await verifyPassword(account?.passwordHash, password);
  return matches && account && !account.disabled ? account : null;
}
