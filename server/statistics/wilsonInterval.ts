/**
 * 95 % score interval of a share. Unlike ±1.96·√(p(1 − p)/n) it never leaves 0..1 and does not shrink to nothing
 * when everybody, or nobody, agrees.
 *
 *     [p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)] / (1 + z²/n)                                     (Wilson)
 */
import { requireCount } from './misuse.ts';
import { z975 } from './tails.ts';

/**
 * Interval of x out of n, as shares 0..1; null for n = 0. `continuity` gives Newcombe's (1998) method 4.
 * Throws when x is not between 0 and n.
 *
 * @example wilsonInterval(0, 10) // [0, 0.27753]
 */
export function wilsonInterval(x: number, n: number, continuity = false): [number, number] | null {
  requireCount('n', n);
  requireCount('x', x);
  if (x > n) throw new RangeError(`x (${x}) is greater than n (${n})`);
  if (n === 0) return null;
  const half = continuity ? correctedHalf : plainHalf;
  const p = x / n;
  const low = x === 0 ? 0 : Math.max(0, half(p, n, -1));
  const high = x === n ? 1 : Math.min(1, half(p, n, 1));
  return [low, high];
}

function plainHalf(p: number, n: number, sign: 1 | -1): number {
  const z2 = z975 ** 2;
  const width = z975 * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  return (p + z2 / (2 * n) + sign * width) / (1 + z2 / n);
}

function correctedHalf(p: number, n: number, sign: 1 | -1): number {
  const z2 = z975 ** 2;
  const inside = z2 + sign * 2 - 1 / n + 4 * p * (n * (1 - p) - sign);
  return (2 * n * p + z2 + sign * (1 + z975 * Math.sqrt(inside))) / (2 * (n + z2));
}
