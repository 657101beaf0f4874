/** Makes accounts. A new one has no password yet: its one-time link sets it. */
import { randomId } from '../database/randomId.ts';
import { type Account, AccountModel, type OfficeGrant, type Role } from './account.ts';
import { audit } from './audit/audit.ts';

export interface NewAccount {
  /** Folded by `key`. */
  username: string;
  displayName: string;
  role: Role;
  grants: OfficeGrant[];
  language?: Account['language'];
  address?: string;
  mobile?: string;
  passwordHash?: string | null;
}

export class UsernameTaken extends Error {}

/** @param actor account id or `cli`. @throws UsernameTaken */
export async function createAccount(person: NewAccount, actor: string, now: Date): Promise<Account> {
  if (await AccountModel.exists({ username: person.username })) throw new UsernameTaken(person.username);
  const created = await AccountModel.create({ _id: randomId(), ...person }).catch((error: unknown) => {
    if ((error as { code?: number }).code === 11000) throw new UsernameTaken(person.username);
    throw error;
  });
  const detail = { username: person.username, role: person.role, offices: officesOf(person.grants) };
  await audit({
    at: now,
    actor,
    action: 'account.create',
    subject: { kind: 'account', id: created._id },
    detail,
  });
  return created.toObject();
}

export function officesOf(grants: readonly OfficeGrant[]): string {
  return grants.map(({ office }) => office).join(' ');
}
