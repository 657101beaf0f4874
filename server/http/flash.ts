/** A message for the next page after a redirect («saved», «launched»), kept in the session and shown once. */
import type { Request, RequestHandler } from 'express';

export interface FlashMessage {
  kind: 'done' | 'warning';
  /** Locale key with its values. */
  message: string;
  values?: Record<string, unknown>;
}

export function flash(
  req: Request,
  message: string,
  values: Record<string, unknown> = {},
  kind: FlashMessage['kind'] = 'done',
) {
  req.session.flash = [...(req.session.flash ?? []), { kind, message, values }];
}

/** Hands the waiting messages to the page that is about to be rendered. */
export const flashMessages: RequestHandler = (req, res, next) => {
  if (req.method === 'GET' && req.session.flash?.length) {
    res.locals.flash = req.session.flash;
    req.session.flash = [];
  }
  next();
};
