/** The reader of a response, in the language that `language.ts` found for the request. */
import type { Response } from 'express';
import type { Language } from '../i18n/languages.ts';
import { type Reader, readerOfLanguage } from '../i18n/reader.ts';

export function readerOf(res: Response): Reader {
  return readerOfLanguage((res.locals.lang ?? 'fa') as Language);
}
