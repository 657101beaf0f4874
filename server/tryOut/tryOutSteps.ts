/** The try-out on the first page of the desk: a step of the way to the first wave, and a reminder of one that is not ended. */
import { AuditModel } from '../accounts/audit/auditEntry.ts';
import type { FirstRun, NextSteps } from '../accounts/homeParts.ts';
import type { AppContext } from '../appContext.ts';
import { tryOutPath } from './paths.ts';
import { findTryOut } from './tryOut.ts';

/** The way to the first wave, with the try-out before its last step. It is done once somebody has ended one of their own. */
export function withTryOut(firstRun: FirstRun): FirstRun {
  return async (account, day) => {
    const steps = await firstRun(account, day);
    if (!steps) return null;
    const isDone = (await AuditModel.exists({ actor: account._id, action: 'tryOut.delete' })) !== null;
    const step = {
      ...{ message: 'tryOut:firstRun.message', why: 'tryOut:firstRun.why', isDone },
      ...{ button: 'tryOut', href: tryOutPath },
    };
    return [...steps.slice(0, -1), step, ...steps.slice(-1)];
  };
}

export function tryOutNextSteps({ clock }: Pick<AppContext, 'clock'>): NextSteps {
  return async (account) => {
    if (account.role !== 'administrator' || !(await findTryOut(account._id, clock.now()))) return [];
    const step = { message: 'tryOut:next.message', why: 'tryOut:next.why', href: tryOutPath };
    return [{ ...step, button: 'tryOut', urgency: 'open' }];
  };
}
