/**
 * The range the mean of all employees must lie in whatever the silent ones think: all at the bottom of the scale, or all at
 * the top. Wide on purpose; it is the only statement about non-response that needs no assumption (Manski).
 */
import { requireCount, requireFinite } from './misuse.ts';

export interface Response {
  /** Valid answers and their mean; the mean is ignored for n = 0. */
  n: number;
  mean: number | null;
  /** Headcount. */
  population: number | null;
  /** Ends of the score, 0 and 100 unless told. */
  low?: number;
  high?: number;
}

/** [worst, best] case; null without a headcount, or when there are more answers than people. Throws when low is above high. */
export function nonResponseBounds({
  n,
  mean,
  population,
  low = 0,
  high = 100,
}: Response): [number, number] | null {
  requireCount('n', n);
  requireFinite('ends of the score', low, high);
  if (low > high) throw new RangeError(`low (${low}) is above high (${high})`);
  if (population === null || population < 1 || n > population) return null;
  if (n > 0 && mean === null) return null;
  const known = n === 0 ? 0 : n * mean!;
  const silent = population - n;
  return [(known + silent * low) / population, (known + silent * high) / population];
}
