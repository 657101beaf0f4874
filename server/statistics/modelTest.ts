/**
 * Does a set of predictors explain an outcome at all? Some predictor always has the largest part of R², even of pure noise; F of the whole
 * model comes before any of its parts is spoken of.
 *
 *     F = (R²/p)/((1 − R²)/(n − p − 1)),   adjusted R² = 1 − (1 − R²)(n − 1)/(n − p − 1)
 */
import { requireCount } from './misuse.ts';
import { upperF } from './tails.ts';

export interface ModelTest {
  /** Null when everything is explained (F would be infinite; p is then 0). */
  F: number | null;
  df: [number, number];
  p: number;
  /** Freed of what chance explains; may be below 0. */
  adjustedR2: number;
}

/** `predictors` and an intercept, n complete cases. Null without degrees of freedom for the error. */
export function modelTest(r2: number, n: number, predictors: number): ModelTest | null {
  requireCount('n', n);
  requireCount('predictors', predictors, 1);
  if (!(r2 >= 0 && r2 <= 1 + 1e-9)) throw new RangeError(`R² must lie between 0 and 1, got ${r2}`);
  const dfError = n - predictors - 1;
  if (dfError < 1) return null;
  const unexplained = Math.max(0, 1 - r2);
  const F = unexplained > 1e-12 ? r2 / predictors / (unexplained / dfError) : null;
  return {
    F,
    df: [predictors, dfError],
    p: F === null ? 0 : upperF(F, predictors, dfError),
    adjustedR2: 1 - (unexplained * (n - 1)) / dfError,
  };
}
