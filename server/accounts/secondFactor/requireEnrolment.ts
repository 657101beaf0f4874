/** Leads whoever must have a second factor and has none yet to where it is set up; nothing else of the desk is open to them. */
import type { RequestHandler } from 'express';
import type { AppContext } from '../../appContext.ts';
import type { Account } from '../account.ts';
import { accountOf } from '../guards.ts';
import { secondFactorPath } from '../paths.ts';
import { factorsOf, hasFactor } from './factors.ts';

export const mustHaveFactor = (
  { role }: Pick<Account, 'role'>,
  { secondFactor }: Pick<AppContext['config'], 'secondFactor'>,
): boolean => secondFactor === 'everyone' || (role === 'administrator' && secondFactor === 'required');

const setUp = secondFactorPath.slice('/desk'.length);

export function requireEnrolment(config: Pick<AppContext['config'], 'secondFactor'>): RequestHandler {
  return async (req, res, next) => {
    const account = accountOf(req);
    const isDone = req.session.provedAt !== undefined || !mustHaveFactor(account, config);
    if (isDone || req.path === setUp || req.path.startsWith(`${setUp}/`)) return next();
    if (hasFactor(await factorsOf(account._id))) return next();
    res.redirect(303, secondFactorPath);
  };
}
