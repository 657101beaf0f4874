/** From answers to scores, for one person. An answer is 1..points, null when there is none («does not apply» counts as none). */
import { favourablePoints } from '../statistics/favourable.ts';

/** The answer to a reverse-keyed item, reversed: 1 becomes `points`. */
export function recode(answer: number, points: number): number {
  return points + 1 - answer;
}

/** An answer of 1..points as 0..100. */
export function toHundred(answer: number, points: number): number {
  return (100 * (answer - 1)) / (points - 1);
}

/** The mean of the values, if at least half of them are there; null otherwise. */
function meanOfHalf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0 || known.length < Math.ceil(values.length / 2)) return null;
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

/**
 * One person's score (0..100) of a dimension: the mean of the answered items if at least ⌈items ÷ 2⌉ are answered.
 * `answers` are as given; `reverse[i]` says whether item i is reverse-keyed (none are, when left out).
 */
export function scoreDimension(
  answers: readonly (number | null)[],
  points: number,
  reverse: readonly boolean[] = [],
): number | null {
  const values = answers.map((answer, position) => {
    if (answer === null) return null;
    return toHundred(reverse[position] ? recode(answer, points) : answer, points);
  });
  return meanOfHalf(values);
}

/** One person's index: the mean of the dimension scores if at least half of them exist. */
export function indexOf(scores: readonly (number | null)[]): number | null {
  return meanOfHalf(scores);
}

export type FavourableClass = 'favourable' | 'neutral' | 'unfavourable';

/** Which side a recoded answer is on: the top and the bottom `favourablePoints` (two of five), else neutral. */
export function favourableClass(recoded: number, points: number): FavourableClass {
  const width = favourablePoints(points);
  if (recoded > points - width) return 'favourable';
  return recoded <= width ? 'unfavourable' : 'neutral';
}
