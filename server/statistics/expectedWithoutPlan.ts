/**
 * What one office with a plan would be expected to score without one: offices without a plan say how scores moved from such a start, and the
 * interval holds what a single office differs by. What remains is more or less than expected; it never says that the plan worked.
 *
 *     remainder = second − (a + b·first + level),   se² = s²(v_j + τ² + x'(X'WX)⁻¹x)
 */
import t from '@stdlib/stats-base-dists-t';
import { levelsOf, officeRegression, rowOf, samplingVariances, type TwoWaves } from './officeRegression.ts';
import { twoSidedT } from './tails.ts';
import { dot, quadratic } from './weightedRegression.ts';

export interface Expectation {
  /** Expected score of the second wave. */
  expected: number;
  expectedCi95: [number, number];
  /** Observed minus expected, in points. */
  remainder: number;
  ci95: [number, number];
  p: number;
  df: number;
}

/** Null when the offices without a plan are too few, or none of them has the level of the office. */
export function expectedWithoutPlan(office: TwoWaves, without: readonly TwoWaves[]): Expectation | null {
  const varianceOf = samplingVariances(without);
  const levels = levelsOf(without);
  const row = rowOf(office, levels);
  if (varianceOf === null || row === null) return null;
  const fit = officeRegression(
    without.map((one) => rowOf(one, levels)!),
    without.map(({ second }) => second.mean!),
    without.map(varianceOf),
  );
  if (fit === null || !(fit.scale > 1e-12)) return null;
  const expected = dot(row, fit.coefficients);
  const line = fit.scale * quadratic(row, fit.unscaled);
  const remainder = office.second.mean! - expected;
  const se = Math.sqrt(fit.scale * (varianceOf(office) + fit.tau2) + line);
  const critical = t.quantile(0.975, fit.df);
  const around = (middle: number): [number, number] => [middle - critical * se, middle + critical * se];
  return {
    expected,
    expectedCi95: around(expected),
    remainder,
    ci95: around(remainder),
    p: twoSidedT(remainder / se, fit.df),
    df: fit.df,
  };
}
