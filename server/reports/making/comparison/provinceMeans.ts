/**
 * Three different means of the province, each under its own name: of all respondents, of all employees (each office weighted by its
 * headcount), and of the offices. Computed from published scores alone, so that none of them reveals a hidden office.
 */
import { stratifiedMean } from '../../../statistics/stratifiedMean.ts';
import { z975 } from '../../../statistics/tails.ts';
import { groupId } from '../../personGroups.ts';
import { isShown, type Report, type Score } from '../../published/reportObject.ts';

export interface ProvinceMean {
  kind: 'pooled' | 'weighted' | 'offices';
  mean: number | null;
  ci95: [number, number] | null;
  /** Number of offices in it. */
  offices: number;
}

interface Stratum {
  score: Score;
  headcount: number | null;
}

/** The means of one instrument's index; `whole` is the group id of everyone. */
export function provinceMeans(reports: readonly Report[], whole: string, instrument: number): ProvinceMean[] {
  const strata = reports.flatMap((report): Stratum[] => {
    const index = report.instruments[instrument]?.index;
    if (report.scope !== 'own' || report.rolledUpTo || !index || !isShown(index) || index.mean === null)
      return [];
    return [{ score: index, headcount: report.headcount }];
  });
  const province = reports.find((report) => groupId(report.scope, report.office) === whole);
  const pooled = province?.instruments[instrument]?.index;
  const means = strata.map(({ score }) => score.mean ?? 0);
  return [
    {
      kind: 'pooled',
      mean: pooled && isShown(pooled) ? pooled.mean : null,
      ci95: pooled && isShown(pooled) && Array.isArray(pooled.ci95) ? pooled.ci95 : null,
      offices: strata.length,
    },
    weighted(strata),
    {
      kind: 'offices',
      mean: means.length > 0 ? means.reduce((sum, mean) => sum + mean, 0) / means.length : null,
      ci95: null,
      offices: strata.length,
    },
  ];
}

/** Over the offices with an exact score, since others allow no interval; null unless each of them has a headcount. */
function weighted(all: readonly Stratum[]): ProvinceMean {
  const strata = all.filter(({ score }) => typeof score.sd === 'number');
  const known = strata.every(({ headcount }) => headcount !== null && headcount > 0);
  const found = known
    ? stratifiedMean(
        strata.map(({ score, headcount }) => ({
          n: score.n,
          mean: score.mean,
          variance: (score.sd ?? 0) ** 2,
          population: headcount ?? 0,
        })),
      )
    : null;
  const half = found?.se == null ? null : z975 * found.se;
  return {
    kind: 'weighted',
    mean: found?.mean ?? null,
    ci95: found && half !== null ? [found.mean - half, found.mean + half] : null,
    offices: strata.length,
  };
}
