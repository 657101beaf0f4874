/** Where two entries of one paper differ, and the one result once a clerk has checked each difference on the paper. */
import { clean } from '../i18n/text.ts';
import { decodeAnswers, notAnswered, notApplicable } from '../instruments/answers.ts';
import type { AnsweringWave } from '../responses/answeringWave.ts';
import { decodeBallotContent } from '../responses/ballotContent.ts';
import { blank, writeMark } from './mark.ts';
import type { MarkField, PaperForm, Typed } from './paperFields.ts';

export interface Difference {
  field: string;
  kind: MarkField['kind'] | 'text';
  /** The question's number on the paper; 0 for an open question. */
  number: number;
  text: string;
  first: string;
  second: string;
}

/** Stored answers as a clerk would type them, in one spelling: ۳ and 3 are no difference, nor are questions not to be asked. */
export function typedOf(
  { questionnaire, localPlaces }: Pick<AnsweringWave, 'questionnaire' | 'localPlaces'>,
  content: Buffer,
  marks: readonly MarkField[],
): Typed {
  const opened = decodeBallotContent(questionnaire, content, localPlaces);
  const { items, demographics } = decodeAnswers(questionnaire, opened);
  const typed = marks.map(({ field, id, kind, options }) => {
    if (kind === 'item') return [field, writeMark(items[id] ?? blank)];
    if (kind === 'local') return [field, writeMark(markOf(opened.local[Number(id) - 1]))];
    const position = options.findIndex((option) => option.id === demographics[id]);
    return [field, writeMark(position < 0 ? blank : position + 1)];
  });
  const texts = Object.entries(opened.openAnswers).map(([id, text]) => [`o.${id}`, text]);
  return Object.fromEntries([...typed, ...texts]);
}

/** The mark behind a byte. */
const markOf = (byte = notAnswered) =>
  byte === notAnswered ? blank : byte === notApplicable ? ('notApplicable' as const) : byte;

/** In the order of the paper. Open questions are compared as they would be stored, so a different space does not count as a difference. */
export function compareEntries(
  first: Typed,
  second: Typed,
  { marks, texts }: Pick<PaperForm, 'marks' | 'texts'>,
): Difference[] {
  const differing = marks.flatMap(({ field, kind, number, text }) => {
    const [one = '0', other = '0'] = [first[field], second[field]];
    return one === other ? [] : [{ field, kind, number, text, first: one, second: other }];
  });
  const written = texts.flatMap(({ field, text }) => {
    const [one = '', other = ''] = [first[field], second[field]];
    if (clean(one) === clean(other)) return [];
    return [{ field, kind: 'text' as const, number: 0, text, first: one, second: other }];
  });
  return [...differing, ...written];
}

/** What was typed, with the clerk's choices for the differences, and the fields that have no choice yet. */
export function resolveDifferences(
  second: Typed,
  differences: readonly Difference[],
  choices: Typed,
): { typed: Typed; unresolved: string[] } {
  const typed = { ...second };
  const unresolved: string[] = [];
  for (const { field, first } of differences) {
    const choice = choices[`pick.${field}`];
    if (choice === 'first') typed[field] = first;
    else if (choice === 'other') typed[field] = choices[`other.${field}`] ?? '';
    else if (choice !== 'second') unresolved.push(field);
  }
  return { typed, unresolved };
}
