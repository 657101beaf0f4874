/** Changes of an account by an administrator, each audited. A change of rights ends the open sessions of the account. */
import { Conflict, NotFound } from '../http/httpErrors.ts';
import { type Account, AccountModel } from './account.ts';
import { audit } from './audit/audit.ts';
import { officesOf } from './createAccount.ts';
import { endSessions } from './endSessions.ts';

export interface Change {
  actor: string;
  now: Date;
}

/** @throws NotFound */
export async function getAccount(id: string): Promise<Account> {
  const account = await AccountModel.findById(id).lean();
  if (!account) throw new NotFound();
  return account;
}

/** @throws Conflict when an administrator would take the own role away, which could leave nobody */
export async function updateAccount(
  id: string,
  values: Pick<Account, 'displayName' | 'role' | 'grants' | 'language'>,
  { actor, now }: Change,
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

/** A disabled account cannot sign in, and what it has open ends. @throws Conflict for the own account */
export async function disableAccount(id: string, { actor, now }: Change): Promise<void> {
  if (id === actor) throw new Conflict('accounts:errors.ownAccount');
  await getAccount(id);
  await AccountModel.updateOne({ _id: id }, { $set: { disabled: true } });
  await endSessions(id);
  await audit({ at: now, actor, action: 'account.disable', subject: { kind: 'account', id } });
}

export async function enableAccount(id: string, { actor, now }: Change): Promise<void> {
  await getAccount(id);
  await AccountModel.updateOne({ _id: id }, { $set: { disabled: false } });
  await audit({ at: now, actor, action: 'account.enable', subject: { kind: 'account', id } });
}

/** @returns how many sessions were ended */
export async function endSessionsOf(id: string, { actor, now }: Change): Promise<number> {
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
