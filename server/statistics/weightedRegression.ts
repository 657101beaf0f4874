/**
 * Weighted least squares with the scale estimated: weights say how precise the rows are relative to one another, and the spread that is
 * left says how precise they are at all (statsmodels `WLS`, R `lm(weights = )`).
 *
 *     b = (X'WX)⁻¹X'Wy,   s² = Σw·r²/(n − p),   Var(b) = s²(X'WX)⁻¹
 */
import { Matrix as Dense, EigenvalueDecomposition, inverse } from 'ml-matrix';
import { requireFinite, requireSameLength } from './misuse.ts';

export interface WeightedRegression {
  coefficients: number[];
  /** (X'WX)⁻¹; times `scale` it is the covariance of the coefficients. */
  unscaled: number[][];
  residuals: number[];
  /** s² */
  scale: number;
  /** n − p */
  df: number;
}

/**
 * `rows` hold the predictors, the intercept among them. Null when the predictors are linearly dependent or leave no degree of freedom.
 * Throws on weights that are not above 0.
 */
export function weightedRegression(
  rows: readonly (readonly number[])[],
  outcome: readonly number[],
  weights: readonly number[],
): WeightedRegression | null {
  requireSameLength('rows and outcome', rows, outcome);
  requireSameLength('rows and weights', rows, weights);
  requireFinite('outcome', ...outcome);
  for (const weight of weights)
    if (!(weight > 0 && Number.isFinite(weight)))
      throw new RangeError(`a weight must be above 0, got ${weight}`);
  const width = rows[0]?.length ?? 0;
  const df = rows.length - width;
  if (width === 0 || df < 1) return null;
  const unscaled = invertedProducts(rows, weights, width);
  if (unscaled === null) return null;
  const withOutcome = sumOver(width, (i) => total(rows, (row, k) => weights[k]! * row[i]! * outcome[k]!));
  const coefficients = unscaled.map((line) => dot(line, withOutcome));
  const residuals = rows.map((row, k) => outcome[k]! - dot(row, coefficients));
  return {
    coefficients,
    unscaled,
    residuals,
    scale: total(residuals, (r, k) => weights[k]! * r * r) / df,
    df,
  };
}

export const dot = (a: readonly number[], b: readonly number[]) => total(a, (value, i) => value * b[i]!);

/** x'Ax, of a row and an inverted matrix of products. */
export const quadratic = (row: readonly number[], matrix: readonly (readonly number[])[]) =>
  dot(
    row,
    matrix.map((line) => dot(line, row)),
  );

function invertedProducts(rows: readonly (readonly number[])[], weights: readonly number[], width: number) {
  const products = sumOver(width, (i) =>
    sumOver(width, (j) => total(rows, (row, k) => weights[k]! * row[i]! * row[j]!)),
  );
  const lengths = products.map((line, i) => Math.sqrt(line[i]!));
  if (lengths.some((length) => !(length > 0))) return null;
  const alike = products.map((line, i) => line.map((value, j) => value / (lengths[i]! * lengths[j]!)));
  const { realEigenvalues } = new EigenvalueDecomposition(new Dense(alike), { assumeSymmetric: true });
  if (Math.min(...realEigenvalues) < 1e-10) return null;
  return inverse(new Dense(alike))
    .to2DArray()
    .map((line, i) => line.map((value, j) => value / (lengths[i]! * lengths[j]!)));
}

function total<T>(values: readonly T[], term: (value: T, index: number) => number): number {
  return values.reduce((sum, value, index) => sum + term(value, index), 0);
}

const sumOver = <T>(width: number, of: (index: number) => T): T[] =>
  Array.from({ length: width }, (_, i) => of(i));
