/**
 * How far the translation of each text is. What a person said of it holds for the two wordings that they saw: when the Persian changes
 * it is stale, and when the translation changes it is a draft again. What came with a version counts as checked.
 */
import { type Language, languages } from '../../i18n/languages.ts';
import type { Instrument } from '../../instruments/instrument.ts';
import { type InstrumentText, instrumentTexts } from '../../instruments/instrumentTexts.ts';

export const saidStates = ['draft', 'checked', 'backTranslated'] as const;
export type SaidState = (typeof saidStates)[number];
export const translationStates = ['missing', 'stale', ...saidStates] as const;
export type TranslationState = (typeof translationStates)[number];
export const translated = ['en', 'azb'] as const;
export type Translated = (typeof translated)[number];

/** What somebody said of one translation. */
export interface SaidOfTranslation {
  text: string;
  language: Translated;
  state: SaidState;
  /** The Persian and the translation that it was said of. */
  source: string;
  written: string;
  /** Who wrote the translation; another person checks it. Empty where that is not known. */
  writtenBy: string;
  by: string;
}

export interface StatedText extends InstrumentText {
  states: Record<Translated, { state: TranslationState; said: SaidOfTranslation | null }>;
  /** The Persian of the version before, where it differs. */
  before: string;
}

/** @param checked the languages in which the version was checked as a whole: all of them for files that people uploaded */
export function statedTexts(
  content: Instrument,
  said: readonly SaidOfTranslation[],
  version: Instrument | null,
  checked: readonly Language[] = languages,
): StatedText[] {
  const byKey = new Map(said.map((one) => [`${one.language} ${one.text}`, one]));
  const versionTexts = new Map((version ? instrumentTexts(version) : []).map((one) => [one.id, one.text]));
  return instrumentTexts(content).map((one) => {
    const before = versionTexts.get(one.id);
    const stateIn = (language: Translated) => {
      const found = byKey.get(`${language} ${one.id}`) ?? null;
      return {
        state: stateOf(one.text, checked.includes(language) ? before : undefined, language, found),
        said: found,
      };
    };
    return {
      ...one,
      states: { en: stateIn('en'), azb: stateIn('azb') },
      before: before && before.fa !== one.text.fa ? before.fa : '',
    };
  });
}

function stateOf(
  text: InstrumentText['text'],
  before: InstrumentText['text'] | undefined,
  language: Translated,
  said: SaidOfTranslation | null,
): TranslationState {
  const written = text[language];
  if (!written) return 'missing';
  if (said?.written === written) return said.source === text.fa ? said.state : 'stale';
  if (before?.[language] !== written) return 'draft';
  return before.fa === text.fa ? 'checked' : 'stale';
}

export const isDone = (state: TranslationState) => state === 'checked' || state === 'backTranslated';

export interface Progress {
  language: Translated;
  all: number;
  counts: Record<TranslationState, number>;
  /** Texts that respondents need and that nobody has checked. */
  left: number;
}

export function progressOf(texts: readonly StatedText[], language: Translated): Progress {
  const counts = { missing: 0, stale: 0, draft: 0, checked: 0, backTranslated: 0 };
  for (const { states } of texts) counts[states[language].state] += 1;
  const left = texts.filter(({ isNeeded, states }) => isNeeded && !isDone(states[language].state)).length;
  return { language, all: texts.length, counts, left };
}

/** The languages in which everything that respondents need was checked. */
export function checkedLanguages(texts: readonly StatedText[]): Translated[] {
  return translated.filter((language) => texts.length > 0 && progressOf(texts, language).left === 0);
}
