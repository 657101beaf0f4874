/** Reduces an exact score to what disclosure control permits. */

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
const uncertain = { borderline: null, shrunken: null, idealVerdict: null } as const;

/** A comparison that must not be shown; the reasons that hold for everyone stay. */
export const hideComparison = (difference: Difference): Difference =>
  'unavailable' in difference ? difference : { unavailable: 'disclosure' };

const withoutComparisons = ({ parent, province, previous }: Versus): Versus => ({
  parent: hideComparison(parent),
  province: hideComparison(province),
  previous: hideComparison(previous),
});

export interface ScoreDisclosure {
  decision: Decision;
  versus: Versus;
  bands: Instrument['bands'];
  /** The bound of a score on which nearly all agree. */
  bound(): { above: number } | { below: number } | null;
}

/** A rounded score has the band of the rounded mean: the band of the exact mean would reveal on which side of an edge that lies. */
export function discloseScore(
  exact: ExactScore,
  { decision, versus, bands, bound }: ScoreDisclosure,
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
