/**
 * Lets a program in by its token, before anything of its body is read, and makes it the account of the request: no session, no cookie. Only
 * wrong tokens are counted against an address, so that a stranger in an office locks out none of its programs.
 */
import type { Request, RequestHandler } from 'express';
import type { AppContext } from '../../appContext.ts';
import { Forbidden, HttpError } from '../../http/httpErrors.ts';
import { type ApiToken, accountOfToken } from './apiToken.ts';
import { findValidToken } from './changeTokens.ts';

/** No token, or none that is known and still valid; which of these is not said. */
export class Unauthorised extends HttpError {
  constructor() {
    super(401, 'api:problem.token');
  }
}

const tokens = new WeakMap<Request, ApiToken>();
const wrongTries = 60;
const windowSeconds = 900;

export function authenticate({
  clock,
  failureLimits,
}: Pick<AppContext, 'clock' | 'failureLimits'>): RequestHandler {
  const failures = failureLimits.limit('api-token', wrongTries, windowSeconds);
  return async (req, _res, next) => {
    const text = /^Bearer +(\S{1,200})$/i.exec(req.get('authorization') ?? '')?.[1];
    if (!text) throw new Unauthorised();
    const token = await findValidToken(text, clock.now());
    if (!token) {
      await failures.attempt(req);
      throw new Unauthorised();
    }
    tokens.set(req, token);
    req.user = accountOfToken(token);
    next();
  };
}

/** The token of a request behind `authenticate`. */
export function tokenOf(req: Request): ApiToken {
  const token = tokens.get(req);
  if (!token) throw new Unauthorised();
  return token;
}

/** @throws Forbidden for a token that only reads */
export function requireWriting(req: Request): void {
  if (!tokenOf(req).mayWrite) throw new Forbidden('api:problem.readOnly');
}
