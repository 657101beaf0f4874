/** Changes of an account by an administrator, each audited. A change of rights ends the open sessions of the account. */
import { Conflict, NotFound } from '../http/httpErrors.ts';
import { type Account, AccountModel } from './account.ts';
import { audit } from './audit/audit.ts';
import type { AuditContext } from './audit/auditContext.ts';
import { officesOf } from './createAccount.ts';
import { endSessions } from './endSessions.ts';

/** @throws NotFound */
export async function getAccount(id: string): Promise<Account> {
  const account = await AccountModel.findById(id).lean();
  if (!account) throw new NotFound();
  return account;
}

/** @throws Conflict when an administrator would take away their own role, which could leave no administrator */
export async function updateAccount(
  id: string,
  values: Pick<Account, 'displayName' | 'role' | 'grants' | 'language' | 'address' | 'mobile'>,
  { actor, now }: AuditContext,
): Promise<void> {
  const before = await getAccount(id);
  if (id === actor && values.role !== before.role) throw new Conflict('accounts:errors.ownRole');
  await AccountModel.updateOne({ _id: id }, { $set: values });
  const rightsChanged =
    before.role !== values.role || JSON.stringify(before.grants) !== JSON.stringify(values.grants);
  if (rightsChanged && id !== actor) await endSessions(id);
  const detail = { role: values.role, offices: officesOf(values.grants) };
  await audit({ at: now, actor, action: 'account.update', subject: { kind: 'account', id }, detail });
}

/** A disabled account cannot sign in, and its open sessions end. @throws Conflict for one's own account */
export async function disableAccount(id: string, { actor, now }: AuditContext): Promise<void> {
  if (id === actor) throw new Conflict('accounts:errors.ownAccount');
  await getAccount(id);
  await AccountModel.updateOne({ _id: id }, { $set: { disabled: true } });
  await endSessions(id);
  await audit({ at: now, actor, action: 'account.disable', subject: { kind: 'account', id } });
}

export async function enableAccount(id: string, { actor, now }: AuditContext): Promise<void> {
  await getAccount(id);
  await AccountModel.updateOne({ _id: id }, { $set: { disabled: false } });
  await audit({ at: now, actor, action: 'account.enable', subject: { kind: 'account', id } });
}

/** @returns how many sessions were ended */
export async function endSessionsOf(id: string, { actor, now }: AuditContext): Promise<number> {
  await getAccount(id);
  const count = await endSessions(id);
  await audit({
    at: now,
    actor,
    action: 'account.endSessions',
    subject: { kind: 'account', id },
    detail: { count },
  });
  return count;
}
