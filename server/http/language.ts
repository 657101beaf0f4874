/**
 * The language of a request. Public pages carry it in the URL (/en/waves/…; no prefix is Persian), because they set
 * no cookie; signed-in pages keep it in the session, changed by ?lang=.
 */
import type { RequestHandler } from 'express';
import { directionOf, isLanguage, type Language } from '../i18n/languages.ts';

/** Takes a language prefix off the URL and sets `res.locals.lang`, `dir` and `prefix` ('' or '/en'). */
export const languageFromUrl: RequestHandler = (req, res, next) => {
  const match = /^\/(fa|en|azb)(?=\/|$|\?)/.exec(req.url);
  const named = match?.[1];
  if (match) req.url = req.url.slice(match[0].length) || '/';
  if (req.url.startsWith('?')) req.url = `/${req.url}`;
  setLanguage(res.locals, isLanguage(named) ? named : 'fa');
  next();
};

/** For signed-in pages: ?lang= wins and is kept in the session. */
export const languageFromSession: RequestHandler = (req, res, next) => {
  const asked = req.query.lang;
  if (isLanguage(asked)) req.session.language = asked;
  setLanguage(res.locals, req.session.language ?? res.locals.lang);
  next();
};

function setLanguage(locals: Record<string, unknown>, language: Language) {
  locals.lang = language;
  locals.dir = directionOf(language);
  locals.prefix = language === 'fa' ? '' : `/${language}`;
}
