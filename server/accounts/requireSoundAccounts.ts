/**
 * Before a first administrator is offered: a store whose accounts were lost or altered by a failing disk looks like one that has none.
 * The audit trail knows better, because accounts are never deleted and none is disabled without an entry.
 */
import mongoose from 'mongoose';
import { AccountModel, roles } from './account.ts';
import { AuditModel } from './audit/auditEntry.ts';
import { subjectOf } from './audit/subject.ts';

const telling = ['account.create', 'account.firstAdministrator', 'account.disable'];

/** Its message is a sentence for the person at the terminal. */
export class LostAccounts extends Error {
  constructor(count: number) {
    super(
      `The stored data is damaged: ${count} accounts that the audit trail knows are missing or altered, so no first administrator is offered. Restore a backup into an empty folder (farhangsanj restore)`,
    );
  }
}

/** @throws LostAccounts */
export async function requireSoundAccounts(): Promise<void> {
  const [accounts, entries] = await Promise.all([
    AccountModel.collection.find().toArray(),
    AuditModel.find({ action: mongoose.trusted({ $in: telling }) }).lean(),
  ]);
  const known = (action: string) =>
    new Set(entries.filter((one) => one.action === action).map((one) => subjectOf(one)?.id ?? one.actor));
  const created = [...known('account.create'), ...known('account.firstAdministrator')];
  const disabled = known('account.disable');
  const sound = accounts.filter((one) => isSound(one) && (!one.disabled || disabled.has(String(one._id))));
  const ids = new Set(sound.map(({ _id }) => String(_id)));
  const lost = new Set([...created, ...accounts.map(({ _id }) => String(_id))].filter((id) => !ids.has(id)));
  if (lost.size) throw new LostAccounts(lost.size);
}

const fields = new Set(Object.keys(AccountModel.schema.paths));

const isSound = (stored: Record<string, unknown>): boolean =>
  Object.keys(stored).every((name) => fields.has(name)) &&
  roles.some((role) => role === stored.role) &&
  typeof stored.username === 'string' &&
  typeof stored.disabled === 'boolean';
