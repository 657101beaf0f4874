/** Tells the managers of a wave's offices that the results are out, and reminds those who have not opened a report. */
import { type Account, AccountModel, grantedOffices } from '../../accounts/account.ts';
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import { noticeStanding, queueForAccounts } from '../../accounts/messages/accountMessage.ts';
import { isoDayOf } from '../../i18n/isoDay.ts';
import { auditWave } from '../../waves/auditWave.ts';
import type { Wave } from '../../waves/wave.ts';

/** The first of the offices of the wave that the account holds on the day. */
const officeIn = (wave: Wave, day: string) => {
  const codes = new Set(wave.offices.map(({ code }) => code));
  return (account: Account) => grantedOffices(account, day).find((office) => codes.has(office)) ?? '';
};

/** @returns how many were told */
export async function tellManagers(wave: Wave, now: Date): Promise<number> {
  const officeOf = officeIn(wave, isoDayOf(now));
  const managers = (await AccountModel.find({ role: 'manager', disabled: false }).lean()).filter(officeOf);
  const unreached = await queueForAccounts(managers, { purpose: 'results', wave: wave._id, officeOf }, now);
  return managers.length - unreached.length;
}

/** @returns how many were reminded */
export async function remindManagers(wave: Wave, auditContext: AuditContext): Promise<number> {
  const { accounts, isReminded, officeOf } = await noticeStanding(wave._id);
  if (isReminded || accounts.length === 0) return 0;
  const asked = {
    purpose: 'resultsReminder' as const,
    wave: wave._id,
    officeOf: ({ _id }: Account) => officeOf.get(_id) ?? '',
  };
  const unreached = await queueForAccounts(accounts, asked, auditContext.now);
  const count = accounts.length - unreached.length;
  await auditWave(auditContext, 'wave.resultsReminder', wave._id, { count });
  return count;
}
