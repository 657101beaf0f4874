/** Synchroniser tokens on every form of a signed-in person (field `_csrf`). Answering pages have no session and need none. */
import { csrfSync } from 'csrf-sync';
import type { RequestHandler } from 'express';

const { csrfSynchronisedProtection, generateToken } = csrfSync({
  getTokenFromRequest: (req) => (req.body as { _csrf?: string } | undefined)?._csrf,
  errorConfig: { statusCode: 403, message: 'errors:csrf', code: 'csrf' },
});

const token: RequestHandler = (req, res, next) => {
  res.locals.csrf = generateToken(req);
  next();
};

/** Mount after the body was read (also multipart bodies). */
export const csrf: RequestHandler[] = [csrfSynchronisedProtection, token];
