/**
 * What is said of groups of employees: the same four verdicts as of any difference, by the same rule (`verdictOn`). They follow from the
 * scores that are shown, so reports of older versions have them, too, and they reveal nothing more.
 */
import t from '@stdlib/stats-base-dists-t';
import type { Moments } from '../../statistics/moments.ts';
import { pairsOfGroups } from '../../statistics/pairsOfGroups.ts';
import type { Breakdown, BreakdownScore } from '../making/breakdowns/breakdowns.ts';
import type { Verdict } from './reportObject.ts';
import { verdictOn } from './verdicts.ts';

export interface GroupVerdict {
  /** null where nothing was tested. */
  verdict: Verdict | null;
  /** Two groups may lie so far apart and not be seen; null where that is not known. */
  detectable: number | null;
}

/** One for each measure, the index first. `margin`: the smallest difference that matters, in points. */
export function groupVerdicts({ options, tests }: Breakdown, margin: number): GroupVerdict[] {
  const shown = options.flatMap((option) => ('scores' in option ? [option.scores] : []));
  return tests.map(({ pAdjusted, mark }, measure) => {
    if (mark === 'notTested') return { verdict: null, detectable: null };
    const groups = shown.flatMap((scores) => momentsFrom(scores[measure]) ?? []);
    const pairs = groups.length === shown.length ? pairsOfGroups(groups) : null;
    const word = verdictOn(
      { ci95: pairs?.ci95 ?? null, pAdjusted, mark: mark === 'different' ? 'higher' : mark },
      margin,
    );
    return { verdict: word, detectable: pairs?.detectable ?? null };
  });
}

/** The spread is in the interval, which is t·s/√n to either side. */
function momentsFrom(score: BreakdownScore | undefined): Moments | null {
  if (!score || score.mean === null || score.ci95 === null || score.n < 2) return null;
  const half = (score.ci95[1] - score.ci95[0]) / 2;
  const error = half / t.quantile(0.975, score.n - 1);
  return { n: score.n, mean: score.mean, variance: score.n * error ** 2 };
}
