/** Changes of an account by an administrator, each audited. A change of rights ends the open sessions of the account. */
import { Conflict, NotFound } from '../http/errors.ts';
import { type Account, AccountModel } from './account.ts';
import { audit } from './audit.ts';
import { officesOf } from './createAccount.ts';
import { endSessions } from './endSessions.ts';

export interface Change {
  actor: string;
  now: Date;
}

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
  await audit({ at: now, actor, action: 'account.update', subject: `account ${id}`, detail });
}

/** Disabled accounts cannot sign in, and what they have open ends. @throws Conflict for the own account */
export async function setDisabled(id: string, disabled: boolean, { actor, now }: Change): Promise<void> {
  if (id === actor) throw new Conflict('accounts:errors.ownAccount');
  await getAccount(id);
  await AccountModel.updateOne({ _id: id }, { $set: { disabled } });
  if (disabled) await endSessions(id);
  const action = disabled ? 'account.disable' : 'account.enable';
  await audit({ at: now, actor, action, subject: `account ${id}` });
}

/** @returns how many sessions were ended */
export async function endSessionsOf(id: string, { actor, now }: Change): Promise<number> {
  await getAccount(id);
  const count = await endSessions(id);
  await audit({ at: now, actor, action: 'account.endSessions', subject: `account ${id}`, detail: { count } });
  return count;
}
