/** Checks a code of somebody whose password was right, or who is asked again. Attempts are counted before they are looked at. */
import type { AppContext } from '../../appContext.ts';
import type { FieldError } from '../../http/forms.ts';
import type { Account } from '../account.ts';
import { audit } from '../audit/audit.ts';
import { auditSignIn } from '../auditSignIn.ts';
import { acceptAppCode } from './app.ts';
import { factorsOf } from './factors.ts';
import { isCode, type TypedProof } from './forms.ts';
import { passkeySite } from './passkey.ts';
import { useRecoveryCode } from './recoveryCodes.ts';
import { acceptPasskey } from './usePasskey.ts';

const windowSeconds = 15 * 60;
const maxAttempts = 8;

/** What was wrong, for the page that asks; null when the code is right. @throws TooManyFailures */
export type ProveFactor = (account: Account, typed: TypedProof) => Promise<FieldError | null>;

export function factorProver(context: AppContext): ProveFactor {
  const { clock, config, sessionSecret, failureLimits } = context;
  const perAccount = failureLimits.limit('second-factor', maxAttempts, windowSeconds);
  const noted = auditSignIn(context, windowSeconds);

  async function check(account: Account, typed: TypedProof): Promise<FieldError | null> {
    const { code, recoveryCode, assertion } = typed;
    const site = passkeySite(config);
    if (assertion && site) {
      const owner = await acceptPasskey(typed, site, context);
      return owner?._id === account._id ? null : { field: 'passkey', message: 'secondFactor:errors.passkey' };
    }
    if (recoveryCode) {
      if (!(await useRecoveryCode(account._id, recoveryCode)))
        return { field: 'recoveryCode', message: 'secondFactor:errors.recoveryCode' };
      await audit({ at: clock.now(), actor: account._id, action: 'account.recoveryCodeUsed' });
      return null;
    }
    const now = clock.now();
    const outcome = await acceptAppCode(await factorsOf(account._id), code, { now, sessionSecret });
    return outcome === 'accepted' ? null : { field: 'code', message: `secondFactor:errors.${outcome}` };
  }

  return async (account, typed) => {
    if (!typed.assertion && !typed.recoveryCode && !isCode(typed.code))
      return { field: 'code', message: 'secondFactor:errors.code' };
    await noted.counted(account.username, `factor ${account._id}`, () => perAccount.attempt(account._id));
    const wrong = await check(account, typed);
    if (wrong) await noted.codeFailed(account.username);
    else await perAccount.forget(account._id);
    return wrong;
  };
}
