/**
 * Responses of one unit by whole background profile: how many, and for each index and dimension how many scores, their sum, and how many
 * lie on either side of the scale. Disclosure control decides from these what breakdowns may show; nothing of them is ever shown.
 */
import type { TallyLayout } from './tallyLayout.ts';

export interface ProfileCounts {
  /** So many background questions, from the first on, make a profile; more would make too many profiles. */
  questions: number;
  /** Each profile as one number, rising: the answer to the first question weighs most, 0 is no answer. */
  keys: Float64Array;
  /** `profileWidth` numbers a profile, in the order of the keys. */
  cells: Float64Array;
}

/** Numbers of each measure: scores, their sum in millionths of a point, favourable ones, unfavourable ones. */
export const perMeasure = 4;
export const micro = 1e6;

/** Responses, then the numbers of each index, then those of each dimension. */
export const profileWidth = ({ instruments, dimensions }: TallyLayout): number =>
  1 + perMeasure * (instruments.length + dimensions.length);

/** What a profile holds of a measure. */
export interface ProfileScores {
  n: number;
  /** Of scores 0..100. */
  sum: number;
  favourable: number;
  unfavourable: number;
}

/** @param measure position among all indexes and then all dimensions */
export function profileScores(
  { cells }: ProfileCounts,
  layout: TallyLayout,
  profile: number,
  measure: number,
): ProfileScores {
  const at = profile * profileWidth(layout) + 1 + perMeasure * measure;
  return {
    n: cells[at]!,
    sum: cells[at + 1]! / micro,
    favourable: cells[at + 2]!,
    unfavourable: cells[at + 3]!,
  };
}

/** Answers that a question can have, none included. */
export const optionCounts = ({ questionnaire }: TallyLayout) =>
  questionnaire.demographics.map(({ options }) => options.length + 1);

/** The answer to each question of a profile, as a response holds it: 0 for none, then the options from 1 on. */
export function answersOfProfile(layout: TallyLayout, questions: number, key: number): number[] {
  const answers: number[] = [];
  let rest = key;
  for (const codes of optionCounts(layout).slice(0, questions).reverse()) {
    answers.unshift(rest % codes);
    rest = Math.floor(rest / codes);
  }
  return answers;
}
