/**
 * Shares of favourable, neutral and unfavourable answers of one item or of several pooled. The denominator is valid answers,
 * never rows; for a dimension or an index add the counts of its items first (after recoding reverse ones).
 */
import { requireCount } from './misuse.ts';

export interface Favourable {
  n: number;
  /** Shares 0..1 that add to 1; all null without answers. */
  favourable: number | null;
  neutral: number | null;
  unfavourable: number | null;
}

/** How many points at each end of the scale count as favourable and unfavourable: two of five, one of two to four. */
function endPoints(points: number): number {
  requireCount('points', points, 2);
  return Math.max(1, Math.floor((2 * points) / 5));
}

/**
 * `counts[i]` answers on point i + 1 of the scale; its length is the number of points. `end` overrides how many points at
 * each end count. Shares are 0..1, null without an answer. Throws on counts that are none, and on ends that overlap.
 */
export function favourable(counts: readonly number[], end = endPoints(counts.length)): Favourable {
  for (const count of counts) requireCount('count', count);
  requireCount('end', end, 1);
  if (2 * end > counts.length) throw new RangeError(`${end} points at each end of ${counts.length} overlap`);
  const n = sum(counts);
  if (n === 0) return { n, favourable: null, neutral: null, unfavourable: null };
  return {
    n,
    favourable: sum(counts.slice(counts.length - end)) / n,
    neutral: sum(counts.slice(end, counts.length - end)) / n,
    unfavourable: sum(counts.slice(0, end)) / n,
  };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
