/** Who may pass: `requireAccount` sends strangers to the sign-in page, `requireRole` answers 403 and never signs out. */
import type { Request, RequestHandler } from 'express';
import { Forbidden } from '../http/httpErrors.ts';
import { setVisitorCookie } from '../http/visitorCookies.ts';
import type { Account, Role } from './account.ts';
import { signInPath } from './paths.ts';

declare global {
  namespace Express {
    interface User extends Account {}
  }
}

/** The signed-in account of a request behind `requireAccount`. */
export function accountOf(req: Request): Account {
  if (!req.user) throw new Forbidden();
  return req.user;
}

/** Remembers the page asked for, so that signing in leads to it. */
export const requireAccount: RequestHandler = (req, res, next) => {
  if (req.user) return next();
  if (req.method === 'GET') setVisitorCookie(req, res, 'desk-to', req.originalUrl);
  res.redirect(303, signInPath);
};

export function requireRole(...roles: Role[]): RequestHandler {
  return (req, _res, next) => {
    if (!roles.includes(accountOf(req).role)) throw new Forbidden();
    next();
  };
}
