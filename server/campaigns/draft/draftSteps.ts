/** The steps in which a draft is written, in any order; the last one, the check with the launch, is the page of the draft itself. */

import { wavePath } from '../../waves/paths.ts';
import { translatedFields } from './translatedFields.ts';

export const draftSteps = ['what', 'who', 'when', 'words', 'rules'] as const;
export type DraftStep = (typeof draftSteps)[number];

/** What is written in each step, by the names of the form's fields. */
const fieldsByStep = {
  what: ['title', 'instruments', 'pilot'],
  who: ['offices', 'headcounts'],
  when: ['opensAt', 'closesAt', 'graceHours', 'previous', 'formsChecked'],
  words: ['sponsor', 'purpose', 'contact', 'afterLastTime', ...translatedFields],
  rules: ['minimum', 'minimumDetail', 'targetRate', 'headsAnswerAt', 'audiences'],
} as const satisfies Record<DraftStep, readonly string[]>;

export type DraftField = (typeof fieldsByStep)[DraftStep][number];

export const isDraftStep = (text: unknown): text is DraftStep => draftSteps.some((step) => step === text);

/** Of a step; without one, of all. */
export function fieldsOf(step: DraftStep | null): readonly DraftField[] {
  return step ? fieldsByStep[step] : draftSteps.flatMap((each): readonly DraftField[] => fieldsByStep[each]);
}

/** Of a field; the headcount of one office (`headcounts.ahar`) is one as well. */
export function stepOfField(field: string): DraftStep {
  const [name] = field.split('.');
  return draftSteps.find((step) => fieldsOf(step).some((one) => one === name)) ?? 'what';
}

/** The step that the primary button leads to; null where only the check is left. */
export const stepAfter = (step: DraftStep): DraftStep | null =>
  draftSteps[draftSteps.indexOf(step) + 1] ?? null;

/** The page of a step; without one, of the check. */
export const stepPath = (wave: string, step: DraftStep | null, field = '') =>
  wavePath(wave, step ? `edit/${step}${field && `#${field}`}` : '');
