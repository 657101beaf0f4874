/** Sessions of signed-in people, in the store. The cookie is scoped to /desk: answering pages never receive it. */
import { createHash } from 'node:crypto';
import MongoStore from 'connect-mongo';
import type { RequestHandler } from 'express';
import expressSession from 'express-session';
import mongoose from 'mongoose';
import type { Logger } from 'pino';
import { noteRefusedWrite } from '../database/writeTrouble.ts';
import type { Language } from '../i18n/languages.ts';
import { deskPath } from './deskPath.ts';
import './storedSession.ts';
import type { FlashMessage } from './flash.ts';
import { idleMs } from './sessionLimits.ts';

declare module 'express-session' {
  interface SessionData {
    language?: Language;
    flash?: FlashMessage[];
    /** Milliseconds since 1970. */
    startedAt?: number;
    /** When the person last proved by more than the password who they are; milliseconds since 1970. */
    provedAt?: number;
    /** What the provider said of them; with it a session there is ended too. */
    idToken?: string;
    /** When they last did so because they were asked again. */
    askedAgainAt?: number;
    /** The same by the password, for accounts without a second factor. */
    passwordAskedAt?: number;
    /** Names of the browser and the system on which somebody signed in. */
    device?: { browser: string; system: string };
    /** Says in the forms of this session whose they are, without naming anybody. */
    formOwner?: string;
  }
}

/** A copy of the store holds no session that could be used: only hashes of their ids are stored. */
export const storedSessionId = (id: string) => createHash('sha256').update(id).digest('base64url');

export function session(secret: string, logger: Logger): RequestHandler {
  const middleware = expressSession({
    name: 'desk',
    secret,
    resave: false,
    saveUninitialized: false,
    store: MongoStore.create({
      client: mongoose.connection.getClient() as never,
      collectionName: 'sessions',
      // The index that lets sessions expire is made with all others (`storedSession.ts`).
      autoRemove: 'disabled',
      ttl: idleMs / 1000,
      touchAfter: 60,
      stringify: false,
      transformId: storedSessionId,
    }),
    // Without an age: the cookie goes when the browser is closed, which is how people leave a shared PC.
    cookie: {
      path: deskPath,
      httpOnly: true,
      sameSite: 'lax',
      secure: 'auto',
    },
  });
  return (req, res, next) =>
    middleware(req, res, (error?: unknown) => {
      if (!error || !res.headersSent) return next(error);
      // The page is on its way and only its session could not be stored: passed on, express would cut the line in the middle of it.
      noteRefusedWrite(error);
      logger.error({ event: 'sessionNotStored', err: error });
    });
}

/**
 * Redirects wait until the session is stored. express-session sends the head of a response before it has saved, so a
 * fast browser would ask for the next page with a session that knows nothing yet of its message or language.
 */
export const redirectOnceSaved: RequestHandler = (req, res, next) => {
  const redirect = res.redirect.bind(res) as (status: number, address: string) => void;
  res.redirect = (...args: [number, string] | [string] | [string, number]) => {
    const [status, address] = typeof args[0] === 'number' ? [args[0], String(args[1])] : [302, args[0]];
    // Strangers have no session, and get none by being sent on.
    if (!req.user) return redirect(status, address);
    req.session.save((error: unknown) => (error ? next(error) : redirect(status, address)));
  };
  next();
};
