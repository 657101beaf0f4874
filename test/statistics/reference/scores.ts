/** Scores of persons by the product's own rule, brought back from 0..100 to the five points the reference is in. */
import { scoreDimension } from '../../../server/instruments/scoring.ts';

export const points = 5;

/** Mean of the answered items if at least half are answered. */
export function halfRuleScore(answers: readonly (number | null)[]): number | null {
  const score = scoreDimension(answers, points);
  return score === null ? null : 1 + (score * (points - 1)) / 100;
}

/** Mean of the answered items if at least `least` are answered: the stricter and looser rules of the reference. */
export function scoreOfAtLeast(least: number, answers: readonly (number | null)[]): number | null {
  const given = answers.filter((answer) => answer !== null);
  if (given.length < least) return null;
  return given.reduce((sum, answer) => sum + answer, 0) / given.length;
}
