/**
 * General dominance (Lindeman, Merenda & Gold; Budescu; a Shapley value): what R² gains when a dimension
 * joins, averaged over every set of the others it could join. Close to relative weights, not equal, and easier to
 * defend; its cost doubles with each predictor.
 *
 *     D_i = mean over sizes s of the mean over sets S of s others of R²(S ∪ i) − R²(S),  ΣD = R²
 */
import { Matrix as Dense, solve } from 'ml-matrix';
import type { Matrix } from './covariance.ts';
import { type PredictorCorrelations, predictorCorrelations } from './predictorCorrelations.ts';
import { type ShareOut, shareOut } from './relativeWeights.ts';

const maxPredictors = 15;

/** Null when the predictors are linearly dependent. Throws a RangeError for more than 15 predictors. */
export function generalDominance(matrix: Matrix, outcome: number): ShareOut | null {
  if (matrix.length - 1 > maxPredictors) {
    throw new RangeError(`general dominance takes at most ${maxPredictors} predictors`);
  }
  const split = predictorCorrelations(matrix, outcome);
  if (split === null) return null;
  const p = split.withOutcome.length;
  const r2 = Array.from({ length: 2 ** p }, (_, set) => r2Of(split, set));
  return shareOut(split.withOutcome.map((_, i) => averageGain(r2, i, p)));
}

/** R² = Σ β_i·r_i of the predictors whose bits are set in `set`, kept within 0..1 against rounding. */
function r2Of({ among, withOutcome }: PredictorCorrelations, set: number): number {
  const chosen = withOutcome.flatMap((_, i) => (set & (1 << i) ? [i] : []));
  if (chosen.length === 0) return 0;
  const R = new Dense(chosen.map((i) => chosen.map((j) => among[i]![j]!)));
  const r = chosen.map((i) => withOutcome[i]!);
  const betas = solve(R, Dense.columnVector(r)).to1DArray();
  const r2 = betas.reduce((sum, beta, i) => sum + beta * r[i]!, 0);
  return Math.min(1, Math.max(0, r2));
}

/** Mean over the set sizes of the mean gain within a size. */
function averageGain(r2: readonly number[], i: number, p: number): number {
  const gains = new Array<number>(p).fill(0);
  const sets = new Array<number>(p).fill(0);
  for (let set = 0; set < r2.length; set += 1) {
    if (set & (1 << i)) continue;
    const size = bitCount(set);
    gains[size]! += r2[set | (1 << i)]! - r2[set]!;
    sets[size]! += 1;
  }
  return gains.reduce((sum, gain, size) => sum + gain / sets[size]!, 0) / p;
}

function bitCount(set: number): number {
  let count = 0;
  for (let rest = set; rest > 0; rest &= rest - 1) count += 1;
  return count;
}
