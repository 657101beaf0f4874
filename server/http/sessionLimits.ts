/**
 * How long a session lives. Unused, it ends by itself in the store (`idleMinutes`, counted anew with every request, within a minute); and
 * once a working day is over it ends however much it is used, so that a desk that reloads itself is not open for ever.
 */
import type { RequestHandler } from 'express';
import { hourMs, minuteMs } from '../clock.ts';

export const idleMinutes = 60;
export const maxSessionHours = 12;

/** What every session is checked against; the store's own clock is the system's, so this is too. */
const maxSessionMs = maxSessionHours * hourMs;
export const idleMs = idleMinutes * minuteMs;

/** Mount it after passport: a session of earlier versions, without its beginning, ends as well. */
export const sessionLimits: RequestHandler = (req, _res, next) => {
  if (!req.user || Date.now() - (req.session.startedAt ?? 0) < maxSessionMs) return next();
  req.logout({ keepSessionInfo: false }, next);
};
