/** Turns an exact score into what a decision of disclosure control leaves of it. */

import type { Decision } from '../../disclosure/decisions.ts';
import { bandOf } from '../../instruments/bands.ts';
import type { Instrument } from '../../instruments/instrument.ts';
import type { Difference, Score, Suppressed } from '../published/reportObject.ts';
import type { VersusKey } from './differences.ts';
import type { ExactScore } from './exactScore.ts';

export type Versus = Record<VersusKey, Difference>;

const nothing = {
  sd: null,
  ci95: null,
  favourable: null,
  neutral: null,
  unfavourable: null,
} as const;
const uncertain = { borderline: null, shrunken: null } as const;

/** Comparisons that must not be shown; the reasons that hold for everyone stay. */
function withoutComparisons(versus: Versus): Versus {
  const hide = (difference: Difference): Difference =>
    'unavailable' in difference ? difference : { unavailable: 'disclosure' };
  return { parent: hide(versus.parent), province: hide(versus.province), previous: hide(versus.previous) };
}

/**
 * `bound` gives the bound of a score that nearly all agree on. A rounded band is that of the rounded mean, since the
 * exact one would tell on which side of an edge the mean lies.
 */
export function discloseScore(
  exact: ExactScore,
  decision: Decision,
  versus: Versus,
  { bands }: Pick<Instrument, 'bands'>,
  bound: () => { above: number } | { below: number } | null,
): Score | Suppressed {
  if (decision === 'detail') return { ...exact, versus };
  if (decision === 'rounded') {
    const mean = exact.mean === null ? null : Math.round(exact.mean);
    const band = mean === null ? null : bandOf(mean, bands);
    return { n: exact.n, mean, ...nothing, band, ...uncertain, versus: withoutComparisons(versus) };
  }
  const bounded = decision === 'bounded' ? bound() : null;
  if (!bounded)
    return { suppressed: decision === 'tooFew' || decision === 'absent' ? 'tooFew' : 'complementary' };
  return {
    n: exact.n,
    mean: null,
    ...nothing,
    band: null,
    ...uncertain,
    bounded,
    versus: withoutComparisons(versus),
  };
}
