/**
 * Three means of the province that differ and must be named apart: of all who answered, of the offices, and of all employees
 * (each office by its headcount). The latter two speak only for offices whose score is published, and say so.
 */
import { stratifiedMean } from '../../statistics/stratifiedMean.ts';
import { isShown, type Report, type Score } from '../report.ts';
import type { Reader } from './reader.ts';

interface Stratum {
  score: Score;
  headcount: number | null;
}

/** `whole` is the report of everyone; `own` those of each office's own staff. */
export function provinceMeans(
  whole: Report | null,
  own: readonly Report[],
  instrument: string,
  { t, f }: Reader,
) {
  const indexOf = (report: Report) => report.instruments.find(({ id }) => id === instrument)?.index;
  const strata = own.flatMap((report): Stratum[] => {
    const score = report.rolledUpTo ? undefined : indexOf(report);
    return score && isShown(score) && score.mean !== null ? [{ score, headcount: report.headcount }] : [];
  });
  const pooled = whole ? indexOf(whole) : undefined;
  const row = (key: string, mean: number | null | undefined) => ({
    name: t(`reports:means.${key}`),
    about: t(`reports:means.${key}About`, { count: strata.length }),
    mean: mean == null ? '–' : f.number(mean, { digits: 1 }),
  });
  const total = strata.reduce((sum, { score }) => sum + (score.mean ?? 0), 0);
  return [
    row('pooled', pooled && isShown(pooled) ? pooled.mean : null),
    row('weighted', weighted(strata)),
    row('offices', strata.length > 0 ? total / strata.length : null),
  ];
}

/** null unless every office of them has a headcount. */
function weighted(strata: readonly Stratum[]): number | null {
  if (strata.some(({ headcount }) => headcount === null)) return null;
  const moments = strata.map(({ score, headcount }) => ({
    n: score.n,
    mean: score.mean,
    variance: typeof score.sd === 'number' ? score.sd ** 2 : null,
    population: headcount ?? 0,
  }));
  return stratifiedMean(moments)?.mean ?? null;
}
