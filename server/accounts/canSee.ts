/** Which offices an account may look at: managers their own and all below, on the days of their grant. */
import { type Account, grantedOffices } from './account.ts';

/** The part of an office tree that is needed; `offices/officeTree` gives it, and so do the frozen offices of a wave. */
export interface Ancestry {
  get(code: string): { code: string } | undefined;
  ancestors(code: string): { code: string }[];
}

/**
 * True when the account may see what concerns the office on the day (ISO date): administrators and analysts every
 * office, managers their granted offices and everything below, auditors none. False for an unknown office.
 */
export function canSee(
  account: Pick<Account, 'role' | 'grants'>,
  tree: Ancestry,
  officeCode: string,
  day: string,
): boolean {
  if (!tree.get(officeCode)) return false;
  if (account.role === 'administrator' || account.role === 'analyst') return true;
  if (account.role !== 'manager') return false;
  const granted = new Set(grantedOffices(account, day));
  return granted.has(officeCode) || tree.ancestors(officeCode).some(({ code }) => granted.has(code));
}
