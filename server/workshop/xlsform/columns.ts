/**
 * How an instrument stands in an XLSForm (the workbook of KoboToolbox, ODK and others): dimensions are groups, items `select_one` on one
 * list of choices. What XLSForm has no word for stands in columns of our own, which other programs pass over.
 */
import type { Language } from '../../i18n/languages.ts';
import type { Localised } from '../../instruments/localised.ts';

export const labelNames: Record<Language, string> = {
  fa: 'فارسی (fa)',
  en: 'English (en)',
  azb: 'ترکی آذربایجانی (azb)',
};

/** Names of the choice that stands apart from the scale. */
export const apartNames = ['notApplicable', 'na', 'n_a'];

export const sheetNames = ['survey', 'choices', 'settings'] as const;
export type SheetName = (typeof sheetNames)[number];

const codes: readonly [RegExp, Language][] = [
  [/\((fa|per|fas|fa-ir)\)\s*$|^(fa|persian|farsi|فارسی)$/i, 'fa'],
  [/\((en|eng|en-[a-z]{2})\)\s*$|^(en|english)$/i, 'en'],
  [/\((azb|az|az-arab)\)\s*$|^(azb|ترکی آذربایجانی)$/i, 'azb'],
];

/** The language of `label::فارسی (fa)` or `label:English`; null for one that the product does not have. */
export function languageOf(name: string): Language | null {
  return codes.find(([pattern]) => pattern.test(name.trim()))?.[1] ?? null;
}

/** A column in parts: `label::فارسی (fa)` is the field `label` in Persian. */
export function columnParts(heading: string): { field: string; language: string } {
  const [, field = heading, language = ''] = /^([^:]+)::?(.*)$/.exec(heading.trim()) ?? [];
  return { field: field.trim().toLowerCase(), language: language.trim() };
}

export type Texts = Partial<Localised>;
