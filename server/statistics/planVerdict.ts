/**
 * The words for a comparison of offices with and without a plan. «Helped» is for draws alone; below eight offices a side nothing is
 * tested; a difference that lies wholly within the smallest one that matters is as expected, even where it is significant.
 */
import { liesWithinMargin } from './equivalence.ts';
import { minimumSizes } from './minimumSizes.ts';
import type { PlanEffect } from './planEffect.ts';

/** `draw`: chance decided which of the offices compared began. `matched`: somebody chose, and offices are compared from the same start. */
export type PlanDesign = 'draw' | 'matched';
export type Expected = 'aboveExpected' | 'asExpected' | 'belowExpected' | 'unclear';
export type PlanVerdict = 'helped' | 'notTested' | Expected;

const significance = 0.05;

interface Difference {
  ci95: readonly [number, number];
  /** Benjamini–Hochberg over what is spoken of together. */
  pAdjusted: number;
}

export function expectedVerdict({ ci95, pAdjusted }: Difference, margin: number): Expected {
  if (liesWithinMargin(ci95, margin)) return 'asExpected';
  if (pAdjusted >= significance) return 'unclear';
  return ci95[0] + ci95[1] > 0 ? 'aboveExpected' : 'belowExpected';
}

/** `pAdjusted`: over the dimensions of the instrument. */
export function planVerdict(
  found: (Pick<PlanEffect, 'planned' | 'others'> & Difference) | null,
  design: PlanDesign,
  margin: number,
): PlanVerdict {
  if (found === null || Math.min(found.planned, found.others) < minimumSizes.planSide) return 'notTested';
  const verdict = expectedVerdict(found, margin);
  return design === 'draw' && verdict === 'aboveExpected' ? 'helped' : verdict;
}
