/**
 * Whether the shown options of a background question differ: Welch's analysis of variance over them, from the very numbers that
 * are shown, adjusted over all tests of one report. Without a test the page says nothing about a difference.
 */
import { benjaminiHochberg } from '../../../statistics/adjustP.ts';
import { minimumSizes } from '../../../statistics/minimumSizes.ts';
import type { Moments } from '../../../statistics/moments.ts';
import { welchAnova } from '../../../statistics/welchAnova.ts';

export interface BreakdownTest {
  p: number | null;
  /** Benjamini–Hochberg over all questions and measures of the report. */
  pAdjusted: number | null;
  mark: 'different' | 'notDifferent' | 'notTested';
}

const significance = 0.05;

/** `adjustTests` fills in `pAdjusted` and `mark`. */
export function testOptions(options: readonly Moments[]): BreakdownTest {
  const isTestable = options.length >= 2 && options.every(({ n }) => n >= minimumSizes.welchSide);
  return { p: isTestable ? (welchAnova(options)?.p ?? null) : null, pAdjusted: null, mark: 'notTested' };
}

export function adjustTests(tests: readonly BreakdownTest[]): BreakdownTest[] {
  const adjusted = benjaminiHochberg(tests.map(({ p }) => p));
  return tests.map(({ p }, test) => {
    const pAdjusted = adjusted[test] ?? null;
    return { p, pAdjusted, mark: markOf(pAdjusted) };
  });
}

function markOf(pAdjusted: number | null): BreakdownTest['mark'] {
  if (pAdjusted === null) return 'notTested';
  return pAdjusted < significance ? 'different' : 'notDifferent';
}
