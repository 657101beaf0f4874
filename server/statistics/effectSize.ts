/**
 * How large a difference is, in a word: Cohen's (1988) conventions for a difference in standard deviations. Below .2 it is negligible
 * whatever its p, so that no page calls a change of .05 a rise without saying so.
 */
export const effectSizes = ['negligible', 'small', 'medium', 'large'] as const;
export type EffectSize = (typeof effectSizes)[number];

/** @param g Hedges g or Cohen's d, of either sign */
export function effectSize(g: number): EffectSize {
  const size = Math.abs(g);
  if (size < 0.2) return 'negligible';
  if (size < 0.5) return 'small';
  return size < 0.8 ? 'medium' : 'large';
}
