/**
 * Cronbach's alpha: how far the items of one dimension move together, so that their sum measures something. High
 * alpha is not proof of one dimension, and alpha above .95 usually means that the same question is asked twice.
 *
 *     α = k/(k − 1) · (1 − Σ variances / variance of the sum)                                (Cronbach 1951)
 */
import f from '@stdlib/stats-base-dists-f';
import type { Matrix } from './covariance.ts';
import { requireCount, requireSquare } from './misuse.ts';

/**
 * Alpha of an item covariance matrix (reverse items already recoded). Null for fewer than two items or when the
 * sum of the items has no variance. It may be negative without bound: a sign of an item keyed the wrong way, not to
 * be clamped.
 *
 * @example cronbachAlpha([[2, 1], [1, 2]]) // 0.6667
 */
export function cronbachAlpha(covariance: Matrix): number | null {
  requireSquare('covariance', covariance);
  const k = covariance.length;
  if (k < 2) return null;
  const trace = covariance.reduce((sum, row, i) => sum + row[i]!, 0);
  const total = covariance.flat().reduce((sum, c) => sum + c, 0);
  if (total <= 1e-12 * trace) return null;
  return (k / (k - 1)) * (1 - trace / total);
}

/**
 * 95 % interval of alpha from n persons and k items: 1 − (1 − α)·F(.975 | .025), F with n − 1 and (n − 1)(k − 1)
 * degrees of freedom (Feldt, Woodruff & Salih 1987). For a pairwise matrix n is a choice: state it.
 * Null without an alpha, for fewer than two persons or items.
 */
export function feldtInterval(alpha: number | null, n: number, k: number): [number, number] | null {
  requireCount('n', n);
  requireCount('k', k);
  if (alpha === null || n < 2 || k < 2) return null;
  const [df1, df2] = [n - 1, (n - 1) * (k - 1)];
  return [1 - (1 - alpha) * f.quantile(0.975, df1, df2), 1 - (1 - alpha) * f.quantile(0.025, df1, df2)];
}
