/**
 * Each value of a profile has a small whole number as its code (0: not given or masked), and all codes together make one number, the key of
 * the profile: masking a value is a subtraction, and profiles that come to look alike have the same key.
 */
import { CannotAnonymise } from './cannotAnonymise.ts';

export interface ProfileKeys {
  /** What a code of 1 adds to the key, question by question; the first question weighs most. */
  weights: readonly number[];
  codesOf(key: number): number[];
}

/**
 * @param sizes codes of each question, the 0 among them
 * @throws CannotAnonymise where the questions have more combinations than a number can count exactly
 */
export function profileKeys(sizes: readonly number[]): ProfileKeys {
  const weights: number[] = [];
  let span = 1;
  for (let question = sizes.length - 1; question >= 0; question -= 1) {
    weights[question] = span;
    span *= sizes[question]!;
  }
  if (!Number.isSafeInteger(span)) throw new CannotAnonymise('there are too many background questions');
  return {
    weights,
    codesOf: (key) => sizes.map((size, question) => Math.floor(key / weights[question]!) % size),
  };
}
