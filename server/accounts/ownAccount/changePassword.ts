/** A person changes their own password, or the address of their notices: both need the present password, since a desk may be left open. */
import { type Account, AccountModel } from '../account.ts';
import { audit } from '../audit/audit.ts';
import type { AuditContext } from '../audit/auditContext.ts';
import { hashPassword } from '../password.ts';
import { endOtherSessions } from './ownSessions.ts';

/** @param current id of the session that goes on; all others of the account end. @returns how many ended */
export async function changePassword(
  account: Account,
  password: string,
  current: string,
  { actor, now }: AuditContext,
): Promise<number> {
  const passwordHash = await hashPassword(password);
  // A link that was on its way to set a password is of no use any more.
  const change = { passwordHash, setPasswordHash: null, setPasswordUntil: null };
  await AccountModel.updateOne({ _id: account._id }, { $set: change });
  const count = await endOtherSessions(account._id, current);
  await audit({ at: now, actor, action: 'account.changePassword', detail: { count } });
  return count;
}

/** @param address '' for no notices */
export async function changeAddress(
  account: Account,
  address: string,
  { actor, now }: AuditContext,
): Promise<void> {
  await AccountModel.updateOne({ _id: account._id }, { $set: { address } });
  await audit({ at: now, actor, action: 'account.changeAddress' });
}
