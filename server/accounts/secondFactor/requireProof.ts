/**
 * Asks again who is there before what a desk that was left open must not do: launch, count, release, withdraw or delete a wave, take results,
 * lists or keys away, raise headcounts, hand out codes, change who may come in. A test holds the list of routes. Once answered it is not
 * asked for ten minutes. Whoever has no second factor is not asked.
 */
import type { Request, RequestHandler } from 'express';
import { minuteMs } from '../../clock.ts';
import { deskPath } from '../../http/deskPath.ts';
import { accountOf } from '../guards.ts';
import { proofPath, safeReturnPath } from '../paths.ts';
import { formOwner, sealRequest } from '../preservedForm.ts';
import { type AskingContext, askFactor } from './askFactor.ts';
import { factorsOf, hasFactor } from './factors.ts';

const freshMs = 10 * minuteMs;

export function requireProof(context: AskingContext): RequestHandler {
  const { clock, sessionSecret } = context;
  return async function askAgain(req, res, next) {
    const account = accountOf(req);
    if (clock.now().getTime() - (req.session.askedAgainAt ?? 0) < freshMs) return next();
    const factors = await factorsOf(account._id);
    if (!hasFactor(factors)) return next();
    const question = {
      action: proofPath,
      hidden: waiting(req, formOwner(account._id, sessionSecret), sessionSecret),
      purpose: 'again' as const,
      factors,
    };
    await askFactor(res, question, context);
  };
}

/** A form goes on from where it was; what cannot be carried is typed again on its page. */
function waiting(req: Request, owner: string, secret: string): [string, string][] {
  if (req.method === 'GET') return [['to', req.originalUrl]];
  const kept = sealRequest(req, owner, secret);
  return kept ? [['kept', kept]] : [['to', pageBefore(req)]];
}

function pageBefore(req: Request): string {
  const referrer = req.get('referer') ?? '';
  return URL.canParse(referrer) ? safeReturnPath(new URL(referrer).pathname) : deskPath;
}
