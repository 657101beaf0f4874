/**
 * Probabilities in the tails of the four test distributions. Each is computed as a tail, never as one minus a
 * cumulative probability, so that p = 1e-80 stays 1e-80; below about 1e-308 it is 0 and is shown as "< .001".
 */
import gammainc from '@stdlib/math-base-special-gammainc';
import f from '@stdlib/stats-base-dists-f';
import normal from '@stdlib/stats-base-dists-normal';
import t from '@stdlib/stats-base-dists-t';

/** The 97.5 % point of the standard normal distribution. */
export const z975 = 1.959963984540054;

/** Two-sided p of Student's t with `df` (need not be whole) degrees of freedom. */
export function twoSidedT(value: number, df: number): number {
  return Math.min(1, 2 * t.cdf(-Math.abs(value), df));
}

/** P(F ≥ value) with `df1` and `df2` degrees of freedom; 1/F has the degrees of freedom exchanged. */
export function upperF(value: number, df1: number, df2: number): number {
  return value <= 0 ? 1 : f.cdf(1 / value, df2, df1);
}

/** P(χ² ≥ value) with `df` degrees of freedom. */
export function upperChiSquare(value: number, df: number): number {
  return value <= 0 ? 1 : gammainc(value / 2, df / 2, true, true);
}

/** Two-sided p of a standard normal deviate. */
export function twoSidedZ(value: number): number {
  return Math.min(1, 2 * normal.cdf(-Math.abs(value), 0, 1));
}
