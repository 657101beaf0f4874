/**
 * 95 % interval of a mean with finite population correction: answers of 40 out of 50 employees say more than
 * answers of 40 out of 5,000. It covers sampling only; who chose not to answer is not in it, so the response rate
 * belongs beside it.
 *
 *     se = s/√n · √(1 − n/N),   mean ± t(.975, n − 1) · se          (Cochran 1977; survey::svymean)
 */
import t from '@stdlib/stats-base-dists-t';
import { requireCount } from './misuse.ts';

export interface MeanInterval {
  se: number;
  ci95: [number, number];
}

export interface MeanIntervalInput {
  n: number;
  mean: number | null;
  sd: number | null;
  /** Headcount the n answers came from; null or absent: no correction. */
  population?: number | null;
}

/**
 * Null for n < 2 and for n > N (a data error the caller should warn of); width 0 for n = N.
 *
 * @example meanInterval({ n: 5, mean: 3.6, sd: 1.140175425, population: 10 }) // se 0.36055, [2.59894, 4.60106]
 */
export function meanInterval({ n, mean, sd, population = null }: MeanIntervalInput): MeanInterval | null {
  requireCount('n', n);
  if (n < 2 || mean === null || sd === null) return null;
  if (population !== null && n > population) return null;
  const unheardShare = population === null ? 1 : (population - n) / population;
  const se = (sd / Math.sqrt(n)) * Math.sqrt(unheardShare);
  const half = se === 0 ? 0 : se * t.quantile(0.975, n - 1);
  return { se, ci95: [mean - half, mean + half] };
}
