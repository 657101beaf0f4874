/**
 * The mean of all employees, not of those who happened to answer: each office counts by its headcount. It differs from
 * the pooled mean of respondents and from the plain mean of offices; the three must be named apart.
 *
 *     Σ(N_h/N)·m_h,   se = √Σ(N_h/N)²·(1 − n_h/N_h)·s_h²/n_h                (Cochran 1977; survey: strata with fpc)
 */
import { requireCount } from './misuse.ts';
import type { Moments } from './moments.ts';

export interface Stratum extends Moments {
  /** Headcount of the office. */
  population: number;
}

export interface StratifiedMean {
  mean: number;
  /** Null when an office has one respondent of several, or more respondents than headcount. */
  se: number | null;
  /** Headcount of the offices with respondents, which the mean speaks for. */
  population: number;
  /** Headcount of offices without any respondent, for which nothing is known. */
  unheard: number;
}

/** Null when no office with a headcount has a respondent. */
export function stratifiedMean(strata: readonly Stratum[]): StratifiedMean | null {
  for (const stratum of strata) requireCount('population', stratum.population);
  const heard = strata.filter((stratum) => stratum.n > 0 && stratum.population > 0);
  const population = heard.reduce((sum, stratum) => sum + stratum.population, 0);
  if (population === 0) return null;
  const all = strata.reduce((sum, stratum) => sum + stratum.population, 0);
  const variances = heard.map((stratum) => sampledVariance(stratum));
  const known = variances.every((variance) => variance !== null);
  return {
    mean: heard.reduce((sum, { population: N, mean }) => sum + (N / population) * mean!, 0),
    se: known
      ? Math.sqrt(heard.reduce((sum, { population: N }, h) => sum + (N / population) ** 2 * variances[h]!, 0))
      : null,
    population,
    unheard: all - population,
  };
}

function sampledVariance({ n, population, variance }: Stratum): number | null {
  if (n === population) return 0;
  return variance === null || n > population ? null : ((1 - n / population) * variance) / n;
}
