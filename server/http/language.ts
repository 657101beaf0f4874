/**
 * The language of a request. Public pages carry it in the URL (/en/waves/…; no prefix is Persian), because they set
 * no cookie; signed-in pages keep it in the session (before signing in in a cookie), changed by ?lang=.
 */
import type { Request, RequestHandler, Response } from 'express';
import { defaultLanguage, directionOf, type Language } from '../i18n/languages.ts';
import { offeredLanguage } from '../i18n/offeredLanguages.ts';
import { localAddress } from './localAddress.ts';
import { readVisitorCookie, setVisitorCookie } from './visitorCookies.ts';

/**
 * Takes a language prefix off the URL and sets `res.locals.lang`, `dir` and `prefix` ('' or '/en'). The pages under /desk have no
 * prefix, since their cookie is sent to /desk alone: a request with a prefix is redirected to the page in that language.
 */
export const languageFromUrl: RequestHandler = (req, res, next) => {
  const match = /^\/(fa|en|azb)(?=\/|$|\?)/.exec(req.url);
  const named = match?.[1];
  if (match) req.url = req.url.slice(match[0].length) || '/';
  if (req.url.startsWith('?')) req.url = `/${req.url}`;
  setLanguage(res.locals, offeredLanguage(named) ?? defaultLanguage);
  if (named && /^\/desk(?=\/|$|\?)/.test(req.url)) return res.redirect(303, withLanguage(req.url, named));
  next();
};

function withLanguage(url: string, language: string): string {
  const address = new URL(url, 'http://desk');
  address.searchParams.set('lang', language);
  return localAddress(address);
}

/** For signed-in pages: ?lang= is kept in the session and taken off the address, so that no link carries it on. */
export const languageFromSession: RequestHandler = (req, res, next) => {
  const asked = req.query.lang;
  const language = offeredLanguage(asked);
  if (language) rememberLanguage(req, res, language);
  const chosen = req.user ? req.session.language : readVisitorCookie(req, 'desk-language');
  setLanguage(res.locals, language ?? offeredLanguage(chosen) ?? res.locals.lang);
  if (asked === undefined || req.method !== 'GET') return next();
  const address = new URL(req.originalUrl, 'http://desk');
  address.searchParams.delete('lang');
  res.redirect(303, localAddress(address));
};

/** In the session of a person who has signed in, otherwise in the browser. */
export function rememberLanguage(req: Request, res: Response, language: Language): void {
  if (req.user) req.session.language = language;
  else setVisitorCookie(req, res, 'desk-language', language);
}

export function setLanguage(locals: Record<string, unknown>, language: Language) {
  locals.lang = language;
  locals.dir = directionOf(language);
  locals.prefix = language === 'fa' ? '' : `/${language}`;
}
