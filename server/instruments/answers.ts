/**
 * A person's answers in two forms: by id, as forms and files have them, and encoded, as ballots and responses hold them: one
 * byte for each item (0 not answered, 1–11 the answer as given, 255 does not apply) and one for each background question (0 not
 * answered, otherwise the option's position + 1). Encoded answers have the same length for everyone, so their size tells nothing.
 */
import type { Questionnaire } from './compileQuestionnaire.ts';
import type { Demographic, ShowIf } from './instrument.ts';

export const notAnswered = 0;
export const notApplicable = 255;

export type ItemAnswer = number | 'notApplicable';
export type Answers = {
  items: Record<string, ItemAnswer | null | undefined>;
  demographics?: Record<string, string | null | undefined>;
  openAnswers?: Record<string, string | null | undefined>;
  /** To the questions of single offices, by their place: `1`, `2`, …; absent where there are none. */
  local?: Record<string, ItemAnswer | null | undefined>;
};
export type EncodedAnswers = { items: Uint8Array; demographics: Uint8Array };
export type AnswerProblem = { id: string; problem: 'unknown' | 'outOfRange' | 'noSuchOption' | 'tooLong' };

/** Whether to ask a question that depends on another one, given the background answers so far. */
export function isAsked(
  question: { showIf?: ShowIf | undefined },
  demographics: Answers['demographics'] = {},
): boolean {
  if (!question.showIf) return true;
  const answer = demographics[question.showIf.question];
  return typeof answer === 'string' && question.showIf.is.includes(answer);
}

type Answered = { id: string; value: unknown };
function answered(record: Record<string, unknown> = {}): Answered[] {
  return Object.entries(record)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([id, value]) => ({ id, value }));
}

/** By the questionnaire's own list, so that nothing is shared between questionnaires. */
const indexedQuestions = new WeakMap<readonly { id: string }[], ReadonlyMap<string, { id: string }>>();

/** Made once for each questionnaire, not for each set of answers. */
function questionsById<T extends { id: string }>(questions: readonly T[]): ReadonlyMap<string, T> {
  const found =
    indexedQuestions.get(questions) ?? new Map(questions.map((question) => [question.id, question]));
  indexedQuestions.set(questions, found);
  return found as ReadonlyMap<string, T>;
}

function problemsWith<T extends { id: string }>(
  record: Record<string, unknown> | undefined,
  questions: readonly T[],
  problemOf: (value: unknown, question: T) => AnswerProblem['problem'] | null,
): AnswerProblem[] {
  const byId = questionsById(questions);
  return answered(record).flatMap(({ id, value }) => {
    const question = byId.get(id);
    const problem = question ? problemOf(value, question) : 'unknown';
    return problem ? [{ id, problem }] : [];
  });
}

/** Everything that is wrong with answers; empty when they may be encoded. Unanswered questions are never wrong. */
export function validateAnswers(questionnaire: Questionnaire, answers: Answers): AnswerProblem[] {
  return [
    ...problemsWith(answers.items, questionnaire.items, (value, { points, allowsNotApplicable }) => {
      const isPoint = Number.isInteger(value) && Number(value) >= 1 && Number(value) <= points;
      return isPoint || (value === 'notApplicable' && allowsNotApplicable) ? null : 'outOfRange';
    }),
    ...problemsWith(answers.demographics, questionnaire.demographics, (value, { options }) =>
      options.some(({ id }) => id === value) ? null : 'noSuchOption',
    ),
    ...problemsWith(answers.openAnswers, questionnaire.openQuestions, (value, { maxLength }) =>
      typeof value === 'string' && value.length <= maxLength ? null : 'tooLong',
    ),
  ];
}

export function itemByte(answer: ItemAnswer | null | undefined): number {
  if (answer === 'notApplicable') return notApplicable;
  return answer ?? notAnswered;
}

function optionByte(question: Demographic, demographics: Answers['demographics'] = {}): number {
  if (!isAsked(question, demographics)) return notAnswered;
  return 1 + question.options.findIndex(({ id }) => id === demographics[question.id]);
}

/**
 * Valid answers as bytes, in the questionnaire's order. Answers to questions that should not have been asked are left out, and
 * so are open answers, which are stored apart from everything else.
 */
export function encodeAnswers(questionnaire: Questionnaire, answers: Answers): EncodedAnswers {
  return {
    items: Uint8Array.from(questionnaire.items, ({ id }) => itemByte(answers.items[id])),
    demographics: Uint8Array.from(questionnaire.demographics, (question) =>
      optionByte(question, answers.demographics),
    ),
  };
}

/** The answers behind the bytes, by id, without the unanswered. */
export function decodeAnswers(questionnaire: Questionnaire, { items, demographics }: EncodedAnswers) {
  const decoded = { items: {} as Record<string, ItemAnswer>, demographics: {} as Record<string, string> };
  questionnaire.items.forEach(({ id }, position) => {
    const byte = items[position]!;
    if (byte !== notAnswered) decoded.items[id] = byte === notApplicable ? 'notApplicable' : byte;
  });
  questionnaire.demographics.forEach(({ id, options }, position) => {
    const option = options[demographics[position]! - 1];
    if (option) decoded.demographics[id] = option.id;
  });
  return decoded;
}

/** Whether no item has an answer on its scale; such answers are no response. */
export function hasNoItemAnswer(items: Uint8Array): boolean {
  return items.every((byte) => byte === notAnswered || byte === notApplicable);
}
