/** The translation bench: languages side by side with the state of each text, what is left, and progress by language. */
import type { FieldError } from '../../http/forms.ts';
import type { Reader } from '../../i18n/reader.ts';
import { localise } from '../../instruments/localised.ts';
import { type DraftFrame, type Held, presentDraft } from '../editor/presentDraft.ts';
import { stateField, textField, textsOfDraft } from './saveTranslations.ts';
import {
  isDone,
  progressOf,
  type StatedText,
  saidStates,
  type Translated,
  type TranslationState,
  translated,
  translationStates,
} from './translationState.ts';

export const shownTexts = ['all', 'left', 'stale'] as const;
export type ShownTexts = (typeof shownTexts)[number];
const rowsPerPage = 20;

export interface TranslationRow {
  id: string;
  fa: string;
  /** What the Persian was before, or empty. */
  before: string;
  cells: {
    language: Translated;
    name: string;
    written: string;
    state: TranslationState;
    word: string;
    stateName: string;
    /** What can be said of it, with what is said now chosen. */
    choices: { value: string; label: string; chosen: boolean }[];
    error: string;
  }[];
}

export interface TranslationPage {
  frame: DraftFrame;
  progress: { name: string; bar: number; sentence: string; offered: string }[];
  filters: { href: string; label: string; current: boolean }[];
  parts: { value: string; label: string; chosen: boolean }[];
  show: ShownTexts;
  part: string;
  rows: TranslationRow[];
  page: number;
  pages: number;
}

interface Shown {
  show: ShownTexts;
  part: string;
  page: number;
  /** What was typed, where it was refused. */
  typed?: Record<string, unknown>;
  errors: readonly FieldError[];
}

export async function presentTranslation(
  held: Held,
  { show, part, page, typed, errors }: Shown,
  reader: Reader,
): Promise<TranslationPage> {
  const { t, lang } = reader;
  const { content } = held.draft;
  const texts = await textsOfDraft(held.draft);
  const used = usedLanguages(texts);
  const listed = texts.filter((one) => (part === '' || one.part === part) && isListed(one, show, used));
  const pages = Math.max(1, Math.ceil(listed.length / rowsPerPage));
  const shown = Math.min(Math.max(1, page), pages);
  const frame = await presentDraft(held, 'translation', reader);
  const base = `${frame.base}/translation`;
  const names = partNames(texts, (id) => {
    const dimension = content.dimensions.find((one) => `d.${one.id}` === id);
    return dimension ? localise(dimension.title, lang).text : t(`workshop:part.${id}`);
  });
  return {
    frame,
    progress: translated.map((language) => presentProgress(texts, language, reader)),
    filters: shownTexts.map((one) => ({
      href: `${base}?show=${one}&part=${encodeURIComponent(part)}`,
      label: t(`workshop:translation.show.${one}`, {
        count: texts.filter((text) => isListed(text, one, used)).length,
      }),
      current: one === show,
    })),
    parts: [{ value: '', label: t('workshop:translation.everything') }, ...names].map((one) => ({
      ...one,
      chosen: one.value === part,
    })),
    show,
    part,
    rows: listed
      .slice((shown - 1) * rowsPerPage, shown * rowsPerPage)
      .map((one) => presentRow(one, { typed, errors }, reader)),
    page: shown,
    pages,
  };

  function partNames(all: readonly StatedText[], nameOf: (part: string) => string) {
    return [...new Set(all.map((one) => one.part))].map((value) => ({ value, label: nameOf(value) }));
  }
}

/** Languages in which anything is written: what is left in another one would be everything. */
function usedLanguages(texts: readonly StatedText[]): readonly Translated[] {
  const used = translated.filter((language) => texts.some(({ text }) => text[language]));
  return used.length > 0 ? used : translated;
}

function isListed({ states, isNeeded }: StatedText, show: ShownTexts, used: readonly Translated[]): boolean {
  if (show === 'all') return true;
  const all = used.map((language) => states[language].state);
  return show === 'stale' ? all.includes('stale') : isNeeded && all.some((state) => !isDone(state));
}

function presentProgress(texts: readonly StatedText[], language: Translated, { t, f }: Reader) {
  const { all, counts, left } = progressOf(texts, language);
  const told = translationStates.filter((state) => counts[state] > 0);
  return {
    name: t(`instruments:language.${language}`),
    bar: all === 0 ? 0 : (counts.checked + counts.backTranslated) / all,
    sentence: f.list(
      told.map((state) => t(`workshop:translation.counted.${state}`, { count: counts[state] })),
    ),
    offered: left === 0 ? t('workshop:translation.offered') : t('workshop:translation.left', { count: left }),
  };
}

function presentRow(
  { id, text, states, before }: StatedText,
  { typed, errors }: Pick<Shown, 'typed' | 'errors'>,
  { t }: Reader,
): TranslationRow {
  return {
    id,
    fa: text.fa,
    before,
    cells: translated.map((language) => {
      const { state, said } = states[language];
      const [name, stateName] = [textField(language, id), stateField(language, id)];
      const wrong = errors.find(({ field }) => field === name || field === stateName);
      const chosen = String(typed?.[stateName] ?? '');
      return {
        language,
        name,
        written: String(typed?.[name] ?? text[language] ?? ''),
        state,
        word: t(`workshop:translation.state.${state}`),
        stateName,
        choices: [
          {
            value: '',
            label: t(`workshop:translation.keep.${said ? 'said' : 'none'}`),
            chosen: chosen === '',
          },
          ...saidStates.map((value) => ({
            value,
            label: t(`workshop:translation.state.${value}`),
            chosen: chosen === value,
          })),
        ],
        error: wrong ? t(wrong.message, wrong.values ?? {}) : '',
      };
    }),
  };
}
