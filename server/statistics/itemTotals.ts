/**
 * What each item adds to its dimension: its correlation with the sum of the others, and the alpha that would
 * remain without it. Below .30 an item measures something else, or is keyed the wrong way round.
 */
import type { Matrix } from './covariance.ts';
import { cronbachAlpha } from './cronbachAlpha.ts';
import { requireSquare } from './misuse.ts';

/**
 * r of each item with the sum of the others: Σ_{l≠i} c_il / √(c_ii · Σ C without i). Null where the item or the
 * rest has no variance, and for a single item.
 */
export function correctedItemTotal(covariance: Matrix): (number | null)[] {
  requireSquare('covariance', covariance);
  return covariance.map((row, i) => {
    const withOthers = row.reduce((sum, c, j) => (j === i ? sum : sum + c), 0);
    const others = without(covariance, i).flat();
    const rest = others.reduce((sum, c) => sum + c, 0);
    const spread = row[i]! * rest;
    return spread <= 0 ? null : withOthers / Math.sqrt(spread);
  });
}

/** Alpha of the other items, for each item; null with two items, where one would remain. */
export function alphaIfDeleted(covariance: Matrix): (number | null)[] {
  requireSquare('covariance', covariance);
  return covariance.map((_, i) => cronbachAlpha(without(covariance, i)));
}

function without(matrix: Matrix, index: number): number[][] {
  return matrix.filter((_, i) => i !== index).map((row) => row.filter((_, j) => j !== index));
}
