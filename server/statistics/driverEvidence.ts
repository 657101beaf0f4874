/**
 * What may be said about the parts of a model: the direction of each predictor, and whether its share is larger than an equal one beyond
 * chance. The interval of a share comes from parametric draws of the covariance matrix, 2.5th to 97.5th percentile.
 */
import { Matrix as Dense, solve } from 'ml-matrix';
import { benjaminiHochberg } from './adjustP.ts';
import type { Matrix } from './covariance.ts';
import { predictorCorrelations } from './predictorCorrelations.ts';
import { relativeWeights } from './relativeWeights.ts';
import { twoSidedT } from './tails.ts';
import { wishartDraws } from './wishartDraws.ts';

/**
 * `with` and `against` the outcome: the correlation is beyond chance (adjusted over the predictors), and the partial coefficient has its sign.
 * `mixed`: neither can be told (noise, a suppressor, a predictor that tells nothing beyond the others); such a predictor is never advice.
 */
export type Direction = 'with' | 'against' | 'mixed';

const significance = 0.05;

const draws = 400;
const seed = 20_260_321;

/** Of n complete cases, in the order of the matrix without the outcome; null when the predictors are linearly dependent. */
export function directionsOf(matrix: Matrix, outcome: number, n: number): Direction[] | null {
  const split = predictorCorrelations(matrix, outcome);
  if (split === null) return null;
  const { among, withOutcome } = split;
  const betas = solve(new Dense(among), Dense.columnVector(withOutcome)).to1DArray();
  const adjusted = benjaminiHochberg(withOutcome.map((r) => chanceOf(r, n)));
  return withOutcome.map((r, i) => {
    if ((adjusted[i] ?? 1) >= significance || r * betas[i]! <= 0) return 'mixed';
    return r > 0 ? 'with' : 'against';
  });
}

/** Two-sided p of a correlation (t with n − 2 degrees of freedom); null where there are none. */
function chanceOf(r: number, n: number): number | null {
  if (n < 3) return null;
  const unexplained = 1 - r ** 2;
  return unexplained < 1e-12 ? 0 : twoSidedT(r * Math.sqrt((n - 2) / unexplained), n - 2);
}

/** 95 % intervals of the shares, in the same order; null where they cannot be drawn. */
export function shareIntervals(matrix: Matrix, outcome: number, n: number): [number, number][] | null {
  if (n <= matrix.length) return null;
  const drawn = wishartDraws(matrix, n, draws, seed)?.map((one) => relativeWeights(one, outcome)?.shares);
  const shares = drawn?.flatMap((one) => (one ? [one] : [])) ?? [];
  if (shares.length < draws) return null;
  return shares[0]!.map((_, i) => {
    const sorted = shares.map((one) => one[i]!).sort((a, b) => a - b);
    return [quantile(sorted, 0.025), quantile(sorted, 0.975)];
  });
}

function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return sorted[below]! + (place - below) * (above - sorted[below]!);
}
