/**
 * Failed sign-ins and lock-outs in the audit trail: the name of the account that was meant, never what else was typed, because people type
 * passwords into the field for the name. Strangers cannot fill the trail: beyond some in an hour the rest is counted in the log only.
 */
import type { AppContext } from '../appContext.ts';
import { TooManyFailures } from '../http/httpErrors.ts';
import { AccountModel } from './account.ts';
import { audit } from './audit/audit.ts';

const maxPerHour = 200;
const hourSeconds = 3600;

export function auditSignIn({ clock, failureLimits, logger }: AppContext, windowSeconds: number) {
  const perHour = failureLimits.limit('sign-in-audit', maxPerHour, hourSeconds);
  const perLockOut = failureLimits.limit('sign-in-lock-out-audit', 1, windowSeconds);

  async function note(action: string, name: string): Promise<void> {
    if (!(await isWithin(() => perHour.attempt(action)))) return logger.warn({ event: action });
    const account = name && (await AccountModel.findOne({ username: name }, { _id: 1 }).lean());
    const known = account ? { subject: { kind: 'account' as const, id: account._id } } : {};
    await audit({ at: clock.now(), actor: 'stranger', action, ...known });
  }

  return {
    /** @param name folded, as it is stored */
    failed: (name: string) => note('account.signInFailed', name),
    /** The password was right, the code was not. */
    codeFailed: (name: string) => note('account.codeFailed', name),
    /** Runs an attempt, and notes once in a window that its subject is locked out. @throws TooManyFailures as the attempt does */
    async counted(name: string, subject: string, attempt: () => Promise<void>): Promise<void> {
      try {
        await attempt();
      } catch (error) {
        if (error instanceof TooManyFailures && (await isWithin(() => perLockOut.attempt(subject))))
          await note('account.lockedOut', name);
        throw error;
      }
    },
  };
}

const isWithin = (attempt: () => Promise<void>): Promise<boolean> =>
  attempt().then(
    () => true,
    () => false,
  );
