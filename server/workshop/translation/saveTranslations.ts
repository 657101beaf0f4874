/** Saves translations and what is said of them, as one state of the draft, all or nothing. Whoever wrote a translation does not check it. */
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import type { FieldError } from '../../http/forms.ts';
import { allInstruments } from '../../instruments/catalogue.ts';
import type { Instrument } from '../../instruments/instrument.ts';
import { instrumentTexts, withTranslations } from '../../instruments/instrumentTexts.ts';
import { storedVersion } from '../../instruments/storedInstrument.ts';
import type { DraftState } from '../draft/draftState.ts';
import { findState, getDraft } from '../draft/getDraft.ts';
import { saveState } from '../draft/saveState.ts';
import {
  type SaidOfTranslation,
  type SaidState,
  type StatedText,
  statedTexts,
  type Translated,
  translated,
} from './translationState.ts';

export interface Asked {
  text: string;
  language: Translated;
  /** As it is to be; undefined leaves it as it is. */
  written: string | undefined;
  /** What is said of it, or undefined. */
  state: SaidState | undefined;
}

export type SavedTranslations = { errors: FieldError[]; changed: number };

/** Field names of the bench. */
export const textField = (language: Translated, text: string) => `${language}:${text}`;
export const stateField = (language: Translated, text: string) => `state:${language}:${text}`;

/** The texts of a draft with their states, held against its newest version. */
export async function textsOfDraft({ instrument, content, translations }: DraftState): Promise<StatedText[]> {
  const newest = (await allInstruments()).find(({ id }) => id === instrument) ?? null;
  const { checked = undefined } = (await storedVersion(newest)) ?? {};
  return statedTexts(content, translations ?? [], newest, checked);
}

/** @param from the number of the state that the form was made from */
export async function saveTranslations(
  id: string,
  from: number,
  asked: readonly Asked[],
  auditContext: AuditContext,
): Promise<SavedTranslations> {
  for (;;) {
    const draft = await getDraft(id);
    const seen = from === draft.number ? draft : await findState(id, from);
    const texts = new Map((await textsOfDraft(draft)).map((one) => [one.id, one]));
    const real = asked.flatMap((one) => wantedChange(one, texts, seen?.content ?? null) ?? []);
    const errors = real.flatMap((one) => problemWith(one, auditContext.actor) ?? []);
    if (errors.length > 0) return { errors, changed: 0 };
    if (real.length === 0) return { errors: [], changed: 0 };
    const next = {
      content: translated.reduce(
        (content, language) => withTranslations(content, language, writtenIn(real, language)),
        draft.content,
      ),
      did: { name: 'translated', values: { count: real.length } },
      translations: saidAfter(draft.translations, real, auditContext.actor),
    };
    if (await saveState(draft, next, auditContext)) return { errors: [], changed: real.length };
  }
}

interface Real {
  text: StatedText;
  language: Translated;
  /** The translation afterwards. */
  written: string;
  isRewritten: boolean;
  state: SaidState;
  /** Somebody else changed the same translation, or its Persian, since the form was made. */
  collides: boolean;
}

/** null where nothing is asked for that is not so already. */
function wantedChange(
  { text: id, language, written, state }: Asked,
  texts: ReadonlyMap<string, StatedText>,
  seen: Instrument | null,
): Real | null {
  const text = texts.get(id);
  if (!text) return null;
  const now = text.text[language] ?? '';
  const was = seen ? instrumentTexts(seen).find((one) => one.id === id)?.text : undefined;
  const isTyped = written !== undefined && written !== (was?.[language] ?? '');
  const after = isTyped ? written : now;
  const isRewritten = after !== now;
  const { state: present } = text.states[language];
  const isSaid = state !== undefined && state !== present && after !== '';
  if (!isRewritten && !isSaid) return null;
  const collides = (isTyped && now !== (was?.[language] ?? '')) || was?.fa !== text.text.fa;
  return { text, language, written: after, isRewritten, state: isSaid ? state : 'draft', collides };
}

function problemWith(real: Real, actor: string): FieldError | null {
  const { text, language, written, isRewritten, state, collides } = real;
  const values = { theirs: text.text[language] ?? '', source: text.text.fa };
  if (collides)
    return { field: textField(language, text.id), message: 'workshop:errors.translatedMeanwhile', values };
  if (written.length > 1000)
    return { field: textField(language, text.id), message: 'workshop:errors.tooLong' };
  const writer = isRewritten ? actor : text.states[language].said?.writtenBy;
  if (state !== 'draft' && writer === actor)
    return { field: stateField(language, text.id), message: 'workshop:errors.ownTranslation' };
  return null;
}

function writtenIn(real: readonly Real[], language: Translated): Map<string, string> {
  const own = real.filter((one) => one.language === language && one.isRewritten);
  return new Map(own.map(({ text, written }) => [text.id, written]));
}

function saidAfter(
  said: readonly SaidOfTranslation[],
  real: readonly Real[],
  actor: string,
): SaidOfTranslation[] {
  const keyOf = ({ text, language }: Pick<SaidOfTranslation, 'text' | 'language'>) => `${language} ${text}`;
  const changed = real.map(({ text, language, written, isRewritten, state }): SaidOfTranslation => {
    const writtenBy = isRewritten ? actor : (text.states[language].said?.writtenBy ?? '');
    return { text: text.id, language, state, source: text.text.fa, written, writtenBy, by: actor };
  });
  const keys = new Set(changed.map(keyOf));
  return [...said.filter((one) => !keys.has(keyOf(one))), ...changed.filter(({ written }) => written !== '')];
}
