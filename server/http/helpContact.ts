/**
 * Whom to ask for help, at the foot of every page alike: the contact of the wave on its own pages, and everywhere else, the desk
 * included, the one that the environment names.
 */
import type { RequestHandler } from 'express';

export function helpContact(contact: string): RequestHandler {
  return (_req, res, next) => {
    res.locals.contact = contact;
    next();
  };
}
