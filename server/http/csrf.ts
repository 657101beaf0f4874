/** Synchroniser tokens on every form of a signed-in person (field `_csrf`). Answering pages have no session and need none. */
import { csrfSync } from 'csrf-sync';
import type { RequestHandler } from 'express';

const { csrfSynchronisedProtection, generateToken } = csrfSync({
  getTokenFromRequest: (req) => (req.body as { _csrf?: string } | undefined)?._csrf,
  errorConfig: { statusCode: 403, message: 'errors:csrf', code: 'csrf' },
});

/** Mount after the body was read (also multipart bodies). Refuses with 403, or hands the page its token as `csrf`. */
export const csrf: RequestHandler = (req, res, next) => {
  csrfSynchronisedProtection(req, res, (error?: unknown) => {
    if (error) return next(error);
    res.locals.csrf = generateToken(req);
    next();
  });
};
