/**
 * Asks who is there before sessions are ended: whoever comes to a desk that was left open must not sign its owner out elsewhere. By the
 * second factor, or by the password for those who have none; once answered, not again for ten minutes.
 */
import type { Request, RequestHandler, Response } from 'express';
import type { AppContext } from '../../appContext.ts';
import { minuteMs } from '../../clock.ts';
import type { FieldError } from '../../http/forms.ts';
import { Conflict } from '../../http/httpErrors.ts';
import { readerOf } from '../../http/readerOf.ts';
import { accountOf } from '../guards.ts';
import { ownAccountPath } from '../paths.ts';
import { factorsOf, hasFactor } from '../secondFactor/factors.ts';
import { requireProof } from '../secondFactor/requireProof.ts';
import { renewSessionId } from '../startSession.ts';
import type { CheckOwnPassword } from './checkOwnPassword.ts';

const freshMs = 10 * minuteMs;

export function confirmEnding(context: AppContext, wrongPassword: CheckOwnPassword): RequestHandler {
  const { clock } = context;
  const proof = requireProof(context);
  const isFresh = (at: number | undefined, now: number) => now - (at ?? 0) < freshMs;
  return async (req, res, next) => {
    const account = accountOf(req);
    if (hasFactor(await factorsOf(account._id))) return proof(req, res, next);
    if (isFresh(req.session.passwordAskedAt, clock.now().getTime())) return next();
    // Accounts that come through the organisation's sign-in alone have nothing else to give than a new sign-in.
    if (account.passwordHash === null) {
      if (isFresh(req.session.startedAt, Date.now())) return next();
      throw new Conflict('accounts:errors.signInAgain');
    }
    const typed: unknown = req.body?.currentPassword;
    if (typeof typed !== 'string') return ask(req, res);
    const wrong = await wrongPassword(account, typed.slice(0, 1000), 'currentPassword');
    if (wrong) return ask(req, res, wrong);
    await renewSessionId(req);
    req.session.passwordAskedAt = clock.now().getTime();
    next();
  };
}

function ask(req: Request, res: Response, errors: FieldError[] = []): Promise<void> {
  return res.page('accounts/ownAccount/confirmEnding', {
    title: readerOf(res).t('accounts:sessions.confirm.title'),
    status: errors.length > 0 ? 422 : 200,
    action: req.originalUrl,
    username: accountOf(req).username,
    back: ownAccountPath,
    errors,
  });
}
