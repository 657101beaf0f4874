/** The fields of title and first page in other languages: `titleEn` holds the English title. Each is saved and compared by itself. */
import {
  type OtherLanguage,
  otherLanguages,
  translatedTexts,
  type WaveTranslations,
} from '../../waves/firstPageIn.ts';
import type { Wave } from '../../waves/wave.ts';

type Text = (typeof translatedTexts)[number];
export type TranslatedField = `${Text}${Capitalize<OtherLanguage>}`;

interface Place {
  language: OtherLanguage;
  text: Text;
}

const capitalised = (language: OtherLanguage) =>
  `${language[0]!.toUpperCase()}${language.slice(1)}` as Capitalize<OtherLanguage>;

export const translatedField = ({ language, text }: Place): TranslatedField =>
  `${text}${capitalised(language)}`;

const places = new Map(
  otherLanguages.flatMap((language) =>
    translatedTexts.map((text) => [translatedField({ language, text }), { language, text }] as const),
  ),
);

export const translatedFields: readonly TranslatedField[] = [...places.keys()];

/** Where a field lies in the document of the wave; undefined for every other field. */
export function translationPlace(field: string): string | undefined {
  const place = places.get(field as TranslatedField);
  return place && `translations.${place.language}.${place.text}`;
}

/** What is stored of each; empty where nothing is. */
export function storedTranslations({
  translations,
}: Pick<Wave, 'translations'>): Record<TranslatedField, string> {
  return Object.fromEntries(
    [...places].map(([field, { language, text }]) => [field, translations?.[language]?.[text] ?? '']),
  ) as Record<TranslatedField, string>;
}

/** Of a new draft, as it is stored. */
export function translationsOf(values: Partial<Record<string, unknown>>): WaveTranslations {
  const stored: WaveTranslations = {};
  for (const [field, { language, text }] of places) {
    const typed = values[field];
    if (typeof typed === 'string' && typed) stored[language] = { ...stored[language], [text]: typed };
  }
  return stored;
}
