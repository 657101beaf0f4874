/**
 * Between which whole points the mean of all staff must lie whatever those who did not answer think. Rounded outwards, so that the truth is
 * inside; a mean that is shown rounded may itself be half a point off. Every page and document takes these two numbers from here.
 */
import type { Reader } from '../i18n/reader.ts';
import type { Score } from '../reports/published/reportObject.ts';
import { nonResponseBounds } from '../statistics/nonResponseBounds.ts';
import { isRounded } from './presentScore.ts';

export interface SilentBounds {
  silent: number;
  low: number;
  high: number;
}

/** null without a headcount, without a mean, and where more answered than are employed. */
export function silentBounds(
  index: Pick<Score, 'n' | 'mean' | 'favourable'>,
  headcount: number | null,
): SilentBounds | null {
  if (index.mean === null || headcount === null || index.n > headcount) return null;
  const { n, mean } = index;
  const doubt = isRounded(index) ? 0.5 : 0;
  const end = (off: number, at: 0 | 1) =>
    nonResponseBounds({ n, mean: Math.min(100, Math.max(0, mean + off)), population: headcount })?.[at];
  return {
    silent: headcount - n,
    low: Math.floor((end(-doubt, 0) ?? 0) + tolerance),
    high: Math.ceil((end(doubt, 1) ?? 100) - tolerance),
  };
}

/** Means are sums of fractions, so a whole point is met within this. */
const tolerance = 1e-9;

/** Under this share of answers an interval, which reckons with chance alone, stands beside what the silent ones could change. */
const nearlyAll = 0.8;

const areManySilent = ({ n }: Pick<Score, 'n'>, headcount: number | null): boolean =>
  headcount !== null && n / headcount < nearlyAll;

/** What the silent ones could change, where they are many, or that there are none; '' elsewhere. */
export function boundsOf(
  index: Pick<Score, 'n' | 'mean' | 'favourable'>,
  headcount: number | null,
  reader: Reader,
): string {
  const isEveryone = silentBounds(index, headcount)?.silent === 0;
  return isEveryone ? reader.t('reports:bounds.everyone') : silentSentence(index, headcount, reader);
}

/** What the silent ones could change, where they are many; '' elsewhere. */
export function silentSentence(
  index: Pick<Score, 'n' | 'mean' | 'favourable'>,
  headcount: number | null,
  { t, f }: Reader,
): string {
  const found = areManySilent(index, headcount) && silentBounds(index, headcount);
  if (!found) return '';
  const { silent, low, high } = found;
  return t('reports:bounds.silent', { silent, count: silent, low: f.number(low), high: f.number(high) });
}
