/** The reader of a page: a language with its translator, formatter and direction. Every presenter takes one. */
import { type Formatter, formatter } from './format.ts';
import { directionOf, type Language } from './languages.ts';
import { type Translate, translator } from './translator.ts';

export interface Reader {
  lang: Language;
  dir: 'rtl' | 'ltr';
  t: Translate;
  f: Formatter;
}

export function readerOfLanguage(lang: Language): Reader {
  return { lang, dir: directionOf(lang), t: translator(lang), f: formatter(lang) };
}
