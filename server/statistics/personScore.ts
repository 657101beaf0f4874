/**
 * One person's score on a dimension: the mean of the answered items, if enough are answered. Missing stays missing; an empty
 * field is never a 0.
 */
import { requireCount, requireFinite } from './misuse.ts';

/**
 * A reverse-keyed answer turned round on the ends of its scale (low + high − x), which are not the lowest and highest answers
 * that happen to occur.
 */
export function recode(answer: number | null, low: number, high: number): number | null {
  if (answer === null) return null;
  requireFinite('answer', answer, low, high);
  if (answer < low || answer > high) throw new RangeError(`answer ${answer} is outside ${low} to ${high}`);
  return low + high - answer;
}

/**
 * Mean of the answers given (already recoded); null when fewer than `least` of them are, by default half, rounded up.
 *
 * @example personScore([4, 5, null, 3, null]) // 4
 */
export function personScore(
  answers: readonly (number | null)[],
  least = Math.ceil(answers.length / 2),
): number | null {
  requireCount('least', least);
  const given = answers.filter((answer) => answer !== null);
  if (given.length < Math.max(1, least)) return null;
  return given.reduce((sum, answer) => sum + answer, 0) / given.length;
}
