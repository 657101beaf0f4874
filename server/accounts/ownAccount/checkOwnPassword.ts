/** The present password of somebody who is signed in, asked because a desk may be left open; counted before it is checked, like a sign-in. */
import type { AppContext } from '../../appContext.ts';
import type { FieldError } from '../../http/forms.ts';
import type { Account } from '../account.ts';
import { verifyPassword } from '../password.ts';

const windowSeconds = 15 * 60;
const maxAttempts = 8;

/** Null when the password is the account's; otherwise what was wrong with the field. @throws TooManyFailures */
export type CheckOwnPassword = (
  account: Account,
  typed: string,
  field: string,
) => Promise<FieldError[] | null>;

export function ownPasswordChecker({ failureLimits }: Pick<AppContext, 'failureLimits'>): CheckOwnPassword {
  const perAccount = failureLimits.limit('own-password', maxAttempts, windowSeconds);
  return async ({ _id, passwordHash }, typed, field) => {
    await perAccount.attempt(_id);
    if (!(await verifyPassword(passwordHash, typed)))
      return [{ field, message: 'accounts:errors.currentPassword' }];
    await perAccount.forget(_id);
    return null;
  };
}
