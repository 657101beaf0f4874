/**
 * Pearson and Spearman correlations with tests, and Fisher's interval tanh(atanh r ± z/√(n − 3)).
 * Correlations of office means are not those of persons, and answers given on one sheet correlate for that reason
 * alone: never read cause into them.
 */
import { requireFinite, requireSameLength } from './misuse.ts';
import { twoSidedT, z975 } from './tails.ts';

export interface Correlation {
  n: number;
  r: number;
  /** Null for r = ±1, where t is infinite. */
  t: number | null;
  p: number;
  /** Fisher's z interval; null for n ≤ 3. */
  ci95: [number, number] | null;
}

/** Test of a correlation `r` found on n cases, for example from a stored cross-product matrix; null for n < 3. */
export function correlationTest(r: number, n: number): Correlation | null {
  requireFinite('r', r);
  if (n < 3) return null;
  const bounded = Math.max(-1, Math.min(1, r));
  const rest = (1 - bounded) * (1 + bounded);
  if (rest < 1e-15) return { n, r: bounded, t: null, p: 0, ci95: n > 3 ? [bounded, bounded] : null };
  const t = bounded * Math.sqrt((n - 2) / rest);
  const [centre, half] = [Math.atanh(bounded), z975 / Math.sqrt(n - 3)];
  const ci95: [number, number] | null = n > 3 ? [Math.tanh(centre - half), Math.tanh(centre + half)] : null;
  return { n, r: bounded, t, p: twoSidedT(t, n - 2), ci95 };
}

/** Pearson correlation of raw pairs; null for n < 3 or a variable without variance. */
export function pearson(x: readonly number[], y: readonly number[]): Correlation | null {
  requireSameLength('x and y', x, y);
  requireFinite('values', ...x, ...y);
  const [dx, dy] = [deviations(x), deviations(y)];
  const [sxx, syy] = [Math.hypot(...dx), Math.hypot(...dy)];
  if (x.length < 3 || sxx === 0 || syy === 0) return null;
  return correlationTest(
    dx.reduce((sum, d, i) => sum + (d / sxx) * (dy[i]! / syy), 0),
    x.length,
  );
}

/** Spearman: the Pearson correlation of average ranks, right with ties too, p by the t approximation. Null as for Pearson. */
export function spearman(x: readonly number[], y: readonly number[]): Correlation | null {
  return pearson(averageRanks(x), averageRanks(y));
}

/** Ranks from 1, equal values sharing the average of theirs. */
export function averageRanks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Array<number>(values.length).fill(0);
  for (let first = 0; first < order.length; ) {
    let last = first;
    while (last + 1 < order.length && values[order[last + 1]!] === values[order[first]!]) last += 1;
    for (let place = first; place <= last; place += 1) ranks[order[place]!] = (first + last) / 2 + 1;
    first = last + 1;
  }
  return ranks;
}

function deviations(values: readonly number[]): number[] {
  if (values.every((value) => value === values[0])) return values.map(() => 0);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}
