/**
 * The language of answering pages: that of the address where the wave is answered in it, otherwise Persian. A page that is half in one
 * language and half in another would be another questionnaire.
 */
import type { Response } from 'express';
import { setLanguage } from '../http/language.ts';
import { defaultLanguage, type Language } from '../i18n/languages.ts';
import { isAnsweredIn, type Wave } from '../waves/wave.ts';

/** @returns what the frame of the page is told: whether there is no other language to go to */
export function speakLanguageOf(wave: Pick<Wave, 'languages'>, res: Response): { noLanguages: boolean } {
  const asked = res.locals.lang as Language;
  if (!isAnsweredIn(wave, asked)) setLanguage(res.locals, defaultLanguage);
  const other: Language = res.locals.lang === 'en' ? 'fa' : 'en';
  return { noLanguages: !isAnsweredIn(wave, other) };
}
