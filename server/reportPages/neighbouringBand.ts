/** Of a score that lies on the edge of two bands: which is the other one. */
import type { Instrument } from '../instruments/instrument.ts';
import type { Score } from '../reports/published/reportObject.ts';

/** The band on the other side of the edge that the interval crosses (the nearer one when it crosses two). */
export function neighbouringBand(
  score: Pick<Score, 'band' | 'ci95' | 'mean'>,
  instrument: Instrument,
): number {
  const band = score.band ?? 0;
  const [low, high] = score.ci95 ?? [0, 0];
  const lower = instrument.bands[band]?.from ?? 0;
  const upper = instrument.bands[band + 1]?.from ?? 101;
  const below = band > 0 && low < lower ? (score.mean ?? 0) - lower : Number.POSITIVE_INFINITY;
  const above = high >= upper ? upper - (score.mean ?? 0) : Number.POSITIVE_INFINITY;
  return below <= above ? band - 1 : band + 1;
}
