/**
 * Mann–Kendall test for a trend over waves: do later values tend to be higher than earlier ones? With three waves p can
 * never be below .33, with four .083; below five draw the line and print no p.
 *
 *     S = Σ_{i<j} sgn(x_j − x_i),  Var = [n(n − 1)(2n + 5) − Σt(t − 1)(2t + 5)]/18,  z = (S − sgn S)/√Var
 *                                                                                 (Mann 1945; Kendall 1975)
 */
import { minimumSizes } from './minimumSizes.ts';
import { requireFinite } from './misuse.ts';
import { twoSidedZ } from './tails.ts';

export interface MannKendall {
  n: number;
  S: number;
  varS: number;
  /** With continuity correction; null when all values are equal. */
  z: number | null;
  p: number | null;
  /** Exact two-sided p; null with ties or more than 100 values. */
  pExact: number | null;
  /** Five waves or more, where p < .05 is possible at all. */
  reportable: boolean;
}

const maxExactLength = 100;

/** Null for fewer than two values. Values in the order of time. */
export function mannKendall(values: readonly number[]): MannKendall | null {
  requireFinite('values', ...values);
  const n = values.length;
  if (n < 2) return null;
  const S = concordance(values);
  const ties = tieSizes(values);
  const varS = (n * (n - 1) * (2 * n + 5) - ties.reduce((sum, t) => sum + t * (t - 1) * (2 * t + 5), 0)) / 18;
  const z = varS > 0 ? (S - Math.sign(S)) / Math.sqrt(varS) : null;
  return {
    n,
    S,
    varS,
    z,
    p: z === null ? null : twoSidedZ(z),
    pExact: ties.length === 0 && n <= maxExactLength ? exactP(S, n) : null,
    reportable: n >= minimumSizes.waves,
  };
}

function concordance(values: readonly number[]): number {
  let S = 0;
  for (let j = 1; j < values.length; j += 1) {
    for (let i = 0; i < j; i += 1) S += Math.sign(values[j]! - values[i]!);
  }
  return S;
}

function tieSizes(values: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts.values()].filter((count) => count > 1);
}

/** P(|S| ≥ |observed|) over all orders of n different values, built up value by value. */
function exactP(S: number, n: number): number {
  let inversions = [1];
  for (let size = 2; size <= n; size += 1) {
    const next = new Array<number>(inversions.length + size - 1).fill(0);
    for (const [i, probability] of inversions.entries()) {
      for (let added = 0; added < size; added += 1) next[i + added]! += probability / size;
    }
    inversions = next;
  }
  const most = ((n * (n - 1)) / 2 - Math.abs(S)) / 2;
  const tail = inversions.slice(0, most + 1).reduce((sum, probability) => sum + probability, 0);
  return Math.min(1, 2 * tail);
}
