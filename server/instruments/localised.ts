/** A text in the languages of the product. Persian is always there; a text that another language lacks is shown in Persian, and the reader is told. */
import { z } from 'zod';
import type { Language } from '../i18n/languages.ts';
import { clean } from '../i18n/text.ts';

const text = z.string().overwrite(clean).min(1, 'instruments:file.text');

export const localised = z.strictObject({ fa: text, en: text.optional(), azb: text.optional() });
export type Localised = z.infer<typeof localised>;

/** The text for a reader, the language that it is in (for `lang=`), and whether that differs from the language asked for. */
export function localise(texts: Localised, language: Language) {
  const own = texts[language];
  return own === undefined
    ? { text: texts.fa, language: 'fa' as const, fellBack: true }
    : { text: own, language, fellBack: false };
}
