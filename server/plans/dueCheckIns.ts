/** The plans of an account's own offices, not of those below, whose line of the quarter is due on a day. */
import { type Account, grantedOffices } from '../accounts/account.ts';
import { isCheckInDue } from './overdue.ts';
import type { Plan } from './plan.ts';
import { listPlans, membersOf } from './planAccess.ts';

export async function dueCheckIns(account: Account, day: string): Promise<Plan[]> {
  const own = new Set(grantedOffices(account, day));
  const { plans, waves } = await listPlans(account, day);
  return plans.filter(
    (plan) =>
      isCheckInDue(plan, day) && membersOf(waves.get(plan.wave), plan.office).some((code) => own.has(code)),
  );
}
