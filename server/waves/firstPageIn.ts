/**
 * Title and first page of a wave as a reader of a language sees them: each text in that language where the administrators have written it,
 * otherwise in Persian, which is always there.
 */
import type { Language } from '../i18n/languages.ts';
import { groupsInOrder } from '../i18n/text.ts';

export const translatedTexts = ['title', 'sponsor', 'purpose', 'contact', 'afterLastTime'] as const;
type TranslatedText = (typeof translatedTexts)[number];

export const otherLanguages = ['en', 'azb'] as const;
export type OtherLanguage = (typeof otherLanguages)[number];

/** What is empty or missing falls back to Persian. */
export type WaveTranslations = Partial<Record<OtherLanguage, Partial<Record<TranslatedText, string>>>>;

interface Translated {
  title: string;
  firstPage: Record<Exclude<TranslatedText, 'title'>, string>;
  translations?: WaveTranslations | undefined;
}

const written = ({ translations }: Translated, language: Language, text: TranslatedText) =>
  (language !== 'fa' && translations?.[language]?.[text]) || '';

export const titleIn = (wave: Translated, language: Language): string =>
  written(wave, language, 'title') || wave.title;

/** The wave with its title and first page in a language. */
export function waveIn<W extends Translated>(wave: W, language: Language): W {
  if (language === 'fa' || !wave.translations?.[language]) return wave;
  const { title: _title, ...own } = Object.fromEntries(
    Object.entries(wave.translations[language]).filter(([, text]) => text),
  );
  return { ...wave, title: titleIn(wave, language), firstPage: { ...wave.firstPage, ...own } };
}

/** For showing: a telephone number keeps the order of its groups. */
export function contactInOrder<W extends Pick<Translated, 'firstPage'>>(wave: W): W {
  return { ...wave, firstPage: { ...wave.firstPage, contact: groupsInOrder(wave.firstPage.contact) } };
}

/** The texts that a reader of the language sees in Persian, because they stand in Persian alone. */
export function fallingBack(wave: Translated, language: Language): TranslatedText[] {
  if (language === 'fa') return [];
  return translatedTexts.filter((text) => {
    const persian = text === 'title' ? wave.title : wave.firstPage[text];
    return persian !== '' && written(wave, language, text) === '';
  });
}
