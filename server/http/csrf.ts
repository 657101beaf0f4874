/** Synchroniser tokens on every form of a signed-in person (field `_csrf`). Answering pages have no session and need none. */
import { csrfSync } from 'csrf-sync';
import type { Request, RequestHandler } from 'express';

const { csrfSynchronisedProtection, generateToken, isRequestValid } = csrfSync({
  getTokenFromRequest: (req) => (req.body as { _csrf?: string } | undefined)?._csrf,
  errorConfig: { statusCode: 403, message: 'errors:csrf', code: 'csrf' },
});

/** Whether a form carries the token of its sender's session. */
export const isTokenValid = (req: Request): boolean => isRequestValid(req);

/** The token for a form of this session. */
export const tokenFor = (req: Request): string => generateToken(req);

/** Mount after the body was read (also multipart bodies). Refuses with 403, or hands the page its token as `csrf`. */
export const csrf: RequestHandler = (req, res, next) => {
  csrfSynchronisedProtection(req, res, (error?: unknown) => {
    if (error) return next(error);
    res.locals.csrf = generateToken(req);
    next();
  });
};
