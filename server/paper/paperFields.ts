/**
 * What a clerk types for each question, and what it means: the number of the marked box, 0 or - for a question left blank, n (or 9,
 * where no box has that number) for «does not apply». Typing nothing is the clerk's mistake, not a blank answer.
 */
import type { FieldError } from '../http/forms.ts';
import type { Language } from '../i18n/languages.ts';
import { unixLines } from '../i18n/text.ts';
import type { Answers, ItemAnswer } from '../instruments/answers.ts';
import { localise } from '../instruments/localised.ts';
import type { AnsweringUnit, AnsweringWave } from '../responses/answeringWave.ts';
import { blank, readMark } from './mark.ts';

export interface MarkField {
  /** `i.<item>`, `l.<place>` of a question that an office has added, or `d.<background question>` */
  field: string;
  id: string;
  kind: 'item' | 'local' | 'demographic';
  number: number;
  text: string;
  /** Number of the last box. */
  maxMark: number;
  allowsNotApplicable: boolean;
  /** Titles of the options of a background question, in order. */
  options: { id: string; title: string }[];
}

export interface TextField {
  field: string;
  id: string;
  text: string;
  maxLength: number;
}

/** What was typed, by field name. */
export type Typed = Record<string, string>;

/** The questions that a paper asks its unit, and what was typed for them. */
export interface PaperForm {
  marks: MarkField[];
  texts: TextField[];
  typed: Typed;
}

/** The questions that are answered by a mark, in the order of the paper. */
export function markFields(
  { questionnaire }: Pick<AnsweringWave, 'questionnaire'>,
  unit: Pick<AnsweringUnit, 'demographics' | 'local'>,
  lang: Language,
): MarkField[] {
  const items = questionnaire.items.map(({ id, text, points, allowsNotApplicable }, index) => ({
    field: `i.${id}`,
    id,
    kind: 'item' as const,
    number: index + 1,
    text: localise(text, lang).text,
    maxMark: points,
    allowsNotApplicable,
    options: [],
  }));
  const local = unit.local.map(({ text, scale }, index) => ({
    field: `l.${index + 1}`,
    id: String(index + 1),
    kind: 'local' as const,
    number: items.length + index + 1,
    text: localise(text, lang).text,
    maxMark: scale.points,
    allowsNotApplicable: scale.notApplicable !== undefined,
    options: [],
  }));
  const asked = questionnaire.demographics.filter(({ id }) => unit.demographics.includes(id));
  const background = asked.map(({ id, title, options }, index) => ({
    field: `d.${id}`,
    id,
    kind: 'demographic' as const,
    number: index + 1,
    text: localise(title, lang).text,
    maxMark: options.length,
    allowsNotApplicable: false,
    options: options.map((option) => ({ id: option.id, title: localise(option.title, lang).text })),
  }));
  return [...items, ...local, ...background];
}

/** The open questions, in the order of the paper. */
export function textFields(
  { questionnaire }: Pick<AnsweringWave, 'questionnaire'>,
  lang: Language,
): TextField[] {
  return questionnaire.openQuestions.map(({ id, title, maxLength }) => ({
    field: `o.${id}`,
    id,
    text: localise(title, lang).text,
    maxLength,
  }));
}

export interface ReadEntry {
  answers: Required<Answers>;
  errors: FieldError[];
}

/** The answers typed for a paper, with an error for each that is missing or no valid mark. */
export function readEntry({ typed, marks, texts }: PaperForm): ReadEntry {
  const items: Record<string, ItemAnswer> = {};
  const demographics: Record<string, string> = {};
  const openAnswers: Record<string, string> = {};
  const local: Record<string, ItemAnswer> = {};
  const errors: FieldError[] = [];
  for (const field of marks) {
    const mark = readMark(typed[field.field] ?? '', field);
    if (mark === null) errors.push(markError(field, typed[field.field] ?? ''));
    else if (field.kind === 'item' && mark !== blank) items[field.id] = mark;
    else if (field.kind === 'local' && mark !== blank) local[field.id] = mark;
    else if (typeof mark === 'number') demographics[field.id] = field.options[mark - 1]?.id ?? '';
  }
  for (const { field, id, maxLength } of texts) {
    const text = unixLines(typed[field] ?? '').trim();
    if (text.length > maxLength)
      errors.push({ field, message: 'paper:errors.tooLong', values: { maxLength } });
    else if (text !== '') openAnswers[id] = text;
  }
  return { answers: { items, demographics, openAnswers, local }, errors };
}

function markError(
  { field, kind, number, maxMark, allowsNotApplicable }: MarkField,
  typed: string,
): FieldError {
  const problem = typed.trim() === '' ? 'missing' : allowsNotApplicable ? 'noMarkOrApart' : 'noMark';
  const noun = kind === 'local' ? 'item' : kind;
  return { field, message: `paper:errors.${problem}.${noun}`, values: { number, most: maxMark, typed } };
}
