/**
 * Tokens on every form of the desk (field `_csrf`): of the session where somebody has signed in, otherwise of a cookie, so that strangers
 * need no session. Answering pages have neither and need none.
 */
import { hash, randomBytes } from 'node:crypto';
import { csrfSync } from 'csrf-sync';
import type { Request, RequestHandler, Response } from 'express';
import { HttpError } from './httpErrors.ts';
import { readVisitorCookie, setVisitorCookie } from './visitorCookies.ts';

const sentField = (req: Request) => String((req.body as { _csrf?: unknown } | undefined)?._csrf ?? '');
const sentToken = (req: Request) => sentField(req).split('.', 1)[0];
const { csrfSynchronisedProtection, generateToken, isRequestValid } = csrfSync({
  getTokenFromRequest: sentToken,
  errorConfig: { statusCode: 403, message: 'errors:csrf', code: 'csrf' },
});

/** Whether a form carries the token of its sender's session. */
export const isTokenValid = (req: Request): boolean => isRequestValid(req);

/** Whose form was sent, even after their session has ended: the session's `formOwner`, or ''. */
export const formOwnerOf = (req: Request): string => sentField(req).split('.')[1] ?? '';

/** The token for a form that this response shows. */
export function tokenFor(req: Request, res: Response): string {
  if (req.user) return [generateToken(req), req.session.formOwner ?? ''].join('.');
  const known = readVisitorCookie(req, 'desk-form');
  const visitor = isVisitor(known) ? known : randomBytes(18).toString('base64url');
  if (visitor !== known) setVisitorCookie(req, res, 'desk-form', visitor);
  return tokenOf(visitor);
}

const isVisitor = (text: string) => /^[\w-]{24}$/.test(text);
const tokenOf = (visitor: string) => hash('sha256', `form ${visitor}`, 'base64url');
const changing = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Mount after the body was read (also multipart bodies). Refuses with 403, or hands the page its token as `csrf`. */
export const csrf: RequestHandler = (req, res, next) => {
  const done = (error?: unknown) => {
    if (error) return next(error);
    res.locals.csrf = tokenFor(req, res);
    next();
  };
  if (req.user) return void csrfSynchronisedProtection(req, res, done);
  done(changing.has(req.method) && !isFromVisitor(req) ? new HttpError(403, 'errors:csrf') : undefined);
};

function isFromVisitor(req: Request): boolean {
  const visitor = readVisitorCookie(req, 'desk-form');
  return (
    isVisitor(visitor) && sentToken(req) === tokenOf(visitor) && req.get('sec-fetch-site') !== 'cross-site'
  );
}
