/**
 * Difference of two shares (favourable this year and last): pooled z test and Newcombe's interval, which is made from
 * the two Wilson intervals and therefore stays sensible near 0 and 1.
 *
 *     z = (p₁ − p₂)/√[p(1 − p)(1/n₁ + 1/n₂)], p over both groups;  Newcombe 1998, method 10
 */
import { requireCount } from './misuse.ts';
import { twoSidedZ } from './tails.ts';
import { wilsonInterval } from './wilsonInterval.ts';

/** x out of n. */
export interface Share {
  x: number;
  n: number;
}

/**
 * Pooled two-proportion z test of a − b (shares 0..1). Null for an empty group, or when all or none agree
 * in both. Throws when more agree than there are.
 */
export function twoProportionZ(a: Share, b: Share): { difference: number; z: number; p: number } | null {
  for (const { x, n } of [a, b]) {
    requireCount('x', x);
    requireCount('n', n);
    if (x > n) throw new RangeError(`x (${x}) is greater than n (${n})`);
  }
  if (a.n === 0 || b.n === 0) return null;
  const pooled = (a.x + b.x) / (a.n + b.n);
  const variance = pooled * (1 - pooled) * (1 / a.n + 1 / b.n);
  if (variance <= 0) return null;
  const difference = a.x / a.n - b.x / b.n;
  const z = difference / Math.sqrt(variance);
  return { difference, z, p: twoSidedZ(z) };
}

/** 95 % interval of the difference of shares a − b (Newcombe 1998, method 10); null for an empty group. */
export function newcombe(a: Share, b: Share): [number, number] | null {
  const [wilsonA, wilsonB] = [wilsonInterval(a.x, a.n), wilsonInterval(b.x, b.n)];
  if (wilsonA === null || wilsonB === null) return null;
  const [p, q] = [a.x / a.n, b.x / b.n];
  return [
    p - q - Math.hypot(p - wilsonA[0], wilsonB[1] - q),
    p - q + Math.hypot(wilsonA[1] - p, q - wilsonB[0]),
  ];
}
