/**
 * How far apart any two of several groups lie: the widest of their Welch intervals, and the smallest difference that the least certain pair
 * could have shown. Groups are practically the same only where every pair is, so the claim needs no adjustment for how many pairs there
 * are: each could refute it (intersection-union, Berger 1982).
 */
import { detectableDifference } from './detectableDifference.ts';
import type { Moments } from './moments.ts';
import { welchTest } from './welchTest.ts';

export interface PairsOfGroups {
  /** From the lowest to the highest end of all pairs' intervals, each taken both ways, so it is symmetric about 0. */
  ci95: [number, number];
  /** Of the pair for which it is largest; see `detectableDifference`. */
  detectable: number;
}

/** Null with fewer than two groups, or where one pair cannot be tested. */
export function pairsOfGroups(groups: readonly Moments[]): PairsOfGroups | null {
  let reach = 0;
  let detectable = 0;
  for (const [at, a] of groups.entries())
    for (const b of groups.slice(at + 1)) {
      const test = welchTest(a, b);
      if (!test) return null;
      reach = Math.max(reach, -test.ci95[0], test.ci95[1]);
      detectable = Math.max(detectable, detectableDifference(test.se, Math.max(1, test.df)));
    }
  return groups.length < 2 ? null : { ci95: [-reach, reach], detectable };
}
