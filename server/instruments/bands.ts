/** Bands give a name to a mean of 0..100. An edge belongs to the band above it. */
import type { Localised } from './localised.ts';

export type Band = { from: number; title: Localised };

/** The bands of an instrument that has none: thirds, the middle one cut at the midpoint and the top one halved. */
export const productBands: Band[] = [
  { from: 0, title: { fa: 'نامطلوب', en: 'Unfavourable' } },
  { from: 100 / 3, title: { fa: 'نیازمند بهبود', en: 'Needs improvement' } },
  { from: 50, title: { fa: 'در حد قابل قبول', en: 'Acceptable' } },
  { from: 200 / 3, title: { fa: 'مطلوب', en: 'Favourable' } },
  { from: 250 / 3, title: { fa: 'بسیار مطلوب', en: 'Very favourable' } },
];

/** Edges such as 33⅓ have no exact floating-point form. */
const tolerance = 1e-9;

/** The smallest difference that matters, in points of 0..100, of an instrument that names none (waves of older versions have none stored). */
export const defaultMargin = 5;

export function marginOf({ margin }: { margin?: number }): number {
  return margin ?? defaultMargin;
}

/** The zero-based position of the band that a mean (0..100) lies in. */
export function bandOf(mean: number, bands: readonly { from: number }[]): number {
  const position = bands.findLastIndex(({ from }) => mean >= from - tolerance);
  return Math.max(0, position);
}

/** Whether a confidence interval crosses an edge, so that the band is not certain; null without an interval. */
export function isBorderline(
  interval: readonly [number, number] | null,
  bands: readonly { from: number }[],
): boolean | null {
  return interval && bandOf(interval[0], bands) !== bandOf(interval[1], bands);
}
