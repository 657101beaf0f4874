/** Who reads a page: the language with its translator, formatter and direction. */
import { type Formatter, formatter } from '../../i18n/format.ts';
import { directionOf, type Language } from '../../i18n/languages.ts';
import { type Translate, translator } from '../../i18n/translator.ts';

export interface Reader {
  lang: Language;
  dir: 'rtl' | 'ltr';
  t: Translate;
  f: Formatter;
}

export function readerOf(lang: Language): Reader {
  return { lang, dir: directionOf(lang), t: translator(lang), f: formatter(lang) };
}
