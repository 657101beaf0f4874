/** Sessions of signed-in people, in the store. The cookie is scoped to /desk: answering pages never receive it. */
import MongoStore from 'connect-mongo';
import type { RequestHandler } from 'express';
import expressSession from 'express-session';
import mongoose from 'mongoose';
import type { Language } from '../i18n/languages.ts';
import type { FlashMessage } from './flash.ts';

declare module 'express-session' {
  interface SessionData {
    language?: Language;
    flash?: FlashMessage[];
  }
}

export const sessionHours = 10;

export function session(secret: string, secure: boolean): RequestHandler {
  return expressSession({
    name: 'desk',
    secret,
    resave: false,
    saveUninitialized: false,
    store: MongoStore.create({
      client: mongoose.connection.getClient() as never,
      collectionName: 'sessions',
      ttl: sessionHours * 3600,
      touchAfter: 300,
      stringify: false,
    }),
    cookie: { path: '/desk', httpOnly: true, sameSite: 'lax', secure, maxAge: sessionHours * 3_600_000 },
  });
}
