/**
 * What is said of a difference and of a score against the ideal: one rule each, by which everything is worded. Both follow from numbers that
 * the report shows anyway, so they reveal nothing more.
 */
import { liesWithinMargin } from '../../statistics/equivalence.ts';
import type { IdealVerdict, TestedDifference, Verdict } from './reportObject.ts';

export const significance = 0.05;

/** `margin`: the smallest difference that matters, in points. Practically the same goes first, even where the interval misses zero. */
export function verdictOn(
  { ci95, pAdjusted, mark }: Pick<TestedDifference, 'ci95' | 'pAdjusted' | 'mark'>,
  margin: number,
): Verdict | null {
  if (mark === 'notTested') return null;
  if (ci95 && liesWithinMargin(ci95, margin)) return 'same';
  return pAdjusted !== null && pAdjusted < significance ? 'different' : 'unclear';
}

/** Means are sums of fractions, so an edge is met within this. */
const tolerance = 1e-9;

export function idealVerdictOn(
  ci95: readonly [number, number] | null,
  ideal: number | null,
): IdealVerdict | null {
  if (ideal === null || ci95 === null) return null;
  if (ci95[0] >= ideal - tolerance) return 'reached';
  return ci95[1] < ideal - tolerance ? 'below' : 'unclear';
}
