/** The questionnaire as HTML, the same for every reader of a language: rendered once and cached as long as its wave. */
import { renderView } from '../http/renderPage.ts';
import type { Formatter } from '../i18n/format.ts';
import type { Language } from '../i18n/languages.ts';
import type { Translate } from '../i18n/translator.ts';
import type { Questionnaire } from '../instruments/compileQuestionnaire.ts';
import type { AnsweringWave } from './answeringWave.ts';
import { fellBack, presentParts } from './presentAnswering.ts';

export interface RenderedQuestionnaire {
  html: string;
  /** Part of it is in Persian although the reader asked for another language. */
  fellBack: boolean;
}

/** By the compiled questionnaire, so that nothing is shared between waves or stores. */
const rendered = new WeakMap<Questionnaire, Map<Language, Promise<RenderedQuestionnaire>>>();

export function renderQuestionnaire(
  { questionnaire, wave }: Pick<AnsweringWave, 'questionnaire' | 'wave'>,
  reader: { lang: Language; t: Translate; f: Formatter },
): Promise<RenderedQuestionnaire> {
  const languages = rendered.get(questionnaire) ?? new Map<Language, Promise<RenderedQuestionnaire>>();
  rendered.set(questionnaire, languages);
  const page = languages.get(reader.lang) ?? render({ questionnaire, wave }, reader);
  languages.set(reader.lang, page);
  return page;
}

async function render(
  { questionnaire, wave }: Pick<AnsweringWave, 'questionnaire' | 'wave'>,
  { lang, t, f }: { lang: Language; t: Translate; f: Formatter },
): Promise<RenderedQuestionnaire> {
  const parts = presentParts(questionnaire, wave, lang);
  const html = await renderView('responses/_questionnaire', { parts, t, f, lang });
  return { html: html.replace(/>\s+</g, '><'), fellBack: fellBack(parts) };
}
