/** The language in which a program is told what is wrong: that of its address (`/en/api/…`), otherwise what it accepts, otherwise Persian. */
import type { RequestHandler } from 'express';
import { directionOf } from '../../i18n/languages.ts';
import { offeredLanguage, offeredLanguages } from '../../i18n/offeredLanguages.ts';

export const requestLanguage: RequestHandler = (req, res, next) => {
  const isNamed = req.originalUrl !== req.url;
  const accepted = req.get('accept-language') ? req.acceptsLanguages([...offeredLanguages()]) : false;
  const language = (!isNamed && offeredLanguage(accepted)) || res.locals.lang;
  res.locals.lang = language;
  res.locals.dir = directionOf(language);
  res.setHeader('Content-Language', language);
  res.vary('Accept-Language');
  next();
};
