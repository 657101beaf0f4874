/**
 * What somebody is told who has to come again, made without a template, a session or the store: a refusal that costs as much as the work would
 * not help anybody. In the reader's language; to programs in problem details (RFC 9457), to scripts as JSON.
 */
import type { Request, Response } from 'express';
import { defaultLanguage, directionOf, isLanguage, type Language } from '../i18n/languages.ts';
import { translator } from '../i18n/translator.ts';
import { lineOf } from './lineOf.ts';
import { Overloaded } from './overloadGate.ts';
import { paceRefusals } from './paceRefusals.ts';

const pace = paceRefusals();

/** At once, or where an address is refused again and again after a while. */
export function sendBusy(req: Request, res: Response, isForProgram: boolean): void {
  const { socket } = req;
  pace(lineOf(req.ip), {
    send: () => sendNow(req, res, isForProgram),
    drop: () => socket.destroy(),
    isGone: () => socket.destroyed,
  });
}

function sendNow(req: Request, res: Response, isForProgram: boolean): void {
  const { status, messageKey, retryAfterSeconds } = new Overloaded();
  res.status(status).set({ 'Retry-After': String(retryAfterSeconds), 'Cache-Control': 'no-store' });
  // The rest of an unread body is not waited for.
  if (!req.complete) res.setHeader('Connection', 'close');
  if (isForProgram) {
    res.type('application/problem+json');
    return void res.end(JSON.stringify({ type: 'about:blank', title: 'Service Unavailable', status }));
  }
  const lang = languageOf(req, res);
  const t = translator(lang);
  if (req.accepts(['json', 'html']) === 'json') {
    res.type('json');
    return void res.end(JSON.stringify({ error: { key: messageKey, message: t(messageKey) } }));
  }
  const title = t('errors:title.busy');
  res
    .type('html')
    .end(
      `<!doctype html><html lang="${lang}" dir="${directionOf(lang)}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><h1>${title}</h1><p>${t(messageKey)}</p></html>`,
    );
}

/** Of the page, or of the address where nothing has looked at it yet. */
function languageOf(req: Request, res: Response): Language {
  if (isLanguage(res.locals.lang)) return res.locals.lang;
  const named = /^\/(en|azb)\b/.exec(req.url)?.[1];
  return isLanguage(named) ? named : defaultLanguage;
}
