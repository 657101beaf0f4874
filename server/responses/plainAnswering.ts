/**
 * Answering without script: page after page by POST, with everything in hidden fields, so that nothing of a person is on the server
 * before the end. The credential comes from `issueCredential`, which `app.ts` hands over.
 */

import { randomBytes } from 'node:crypto';
import type { Language } from '../i18n/languages.ts';
import { isAsked } from '../instruments/answers.ts';
import { waveIn } from '../waves/firstPageIn.ts';
import { unitHeadcounts } from '../waves/launchHeadcounts.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import type { AnsweringUnit, AnsweringWave } from './answeringWave.ts';
import { toAnswers } from './formAnswers.ts';
import { type AnswersForm, fieldsOf, readValues } from './forms.ts';
import { fellBack, type Part, presentParts } from './presentAnswering.ts';
import { reviewAnswers, stepOfItem } from './reviewAnswers.ts';

/** One respondent's use of the pages: which wave, for which unit, in which language. */
export interface PlainVisit {
  answering: AnsweringWave;
  unit: AnsweringUnit;
  language: Language;
  code: string;
}

export interface PlainStep {
  parts: Part[];
  values: Record<string, string>;
  step: number;
  /** Whether the page before sending was seen. */
  reviewed: boolean;
  nonce: string;
}

/** The step that the form leads to, with all answers so far. */
export function readStep(
  { answering, unit, language }: PlainVisit,
  form: AnswersForm,
  body: unknown,
): PlainStep {
  const all = presentParts(answering.questionnaire, answering.wave, language, unit);
  const values = readValues(body, all);
  const parts = all.map((part) => withAskedOnly(part, values)).filter(hasQuestions);
  const step = form.step === undefined ? 0 : stepAfter(form.step, form, parts);
  const reviewed = form.reviewed === 'yes' || step === parts.length;
  return { parts, values, step, reviewed, nonce: form.nonce || randomBytes(32).toString('base64url') };
}

function stepAfter(step: number, { go, to }: AnswersForm, parts: Part[]): number {
  const chosen = to === undefined ? null : stepOfItem(parts, to);
  if (chosen !== null) return chosen;
  if (go === 'review') return parts.length;
  const offset = { next: 1, back: -1, send: 0 }[go];
  return Math.min(Math.max(step + offset, 0), parts.length);
}

function withAskedOnly(part: Part, values: Record<string, string>): Part {
  if (part.kind !== 'open') return part;
  const { demographics } = toAnswers(values);
  return { ...part, questions: part.questions.filter((question) => isAsked(question, demographics)) };
}

const hasQuestions = (part: Part) => fieldsOf(part).length > 0;

/** Locals of `responses/page`. @param problem locale key of why the answers were refused, or empty */
export function pageLocals(
  { answering, unit, language, code }: PlainVisit,
  { parts, values, step, reviewed, nonce }: PlainStep,
  problem = '',
) {
  const wave = waveIn(answering.wave, language);
  const part = parts[step] ?? null;
  const shown = new Set(part ? fieldsOf(part) : []);
  const carried = Object.entries(values).filter(([name]) => !shown.has(name));
  return {
    title: wave.title,
    layout: 'answer' as const,
    noLanguages: true,
    contact: wave.firstPage.contact,
    wave,
    part,
    step,
    steps: parts.length + 1,
    values,
    hidden: [
      ['code', code],
      ['nonce', nonce],
      ['step', String(step)],
      ...(reviewed ? [['reviewed', 'yes']] : []),
      ...carried,
    ],
    reviewed,
    unit: nameInWave(answering.wave, unit.code, { lang: language }),
    headcount: unitHeadcounts(answering.wave, unit.code),
    problem,
    review: reviewAnswers(parts, values),
    fellBack: step === 0 && fellBack(parts),
  };
}
