/**
 * Two further views of within-group agreement. awg compares the variance with the largest one possible at the group's
 * own mean, so it needs no assumed null; ADM is the average distance of answers from the item mean, in points of the
 * scale, acceptable up to a sixth of the number of points (Burke, Finkelstein & Dusig; Burke & Dunlap).
 */
import { requireFinite } from './misuse.ts';
import { type Histogram, type Moments, momentsOfHistogram } from './moments.ts';

/**
 * awg of one item on a scale from `low` to `high` (Brown & Hauenstein 2005):
 * 1 − 2s²/{[(H + L)m − m² − HL]·n/(n − 1)}. 1 where all stand on an end point. Null for n < 2, and where the mean is so
 * near an end that the statistic is not defined, outside [(L(n − 1) + H)/n, (H(n − 1) + L)/n]. Throws on a scale that does not rise.
 */
export function awg({ n, mean, variance }: Moments, low: number, high: number): number | null {
  requireFinite('scale', low, high);
  if (low >= high) throw new RangeError(`the scale must rise, got ${low} to ${high}`);
  if (mean === null || variance === null) return null;
  if (mean === low || mean === high) return 1;
  const slack = 1e-12 * (high - low);
  if (mean < (low * (n - 1) + high) / n - slack || mean > (high * (n - 1) + low) / n + slack) return null;
  const largest = ((high + low) * mean - mean ** 2 - high * low) * (n / (n - 1));
  return 1 - (2 * variance) / largest;
}

/** Mean of awg over the items for which it is defined; null if there is none. */
export function awgj(items: readonly Moments[], low: number, high: number): number | null {
  const values = items.map((item) => awg(item, low, high)).filter((value) => value !== null);
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Mean over the items of the average |answer − item mean|, in scale points; null for n < 2. */
export function admj(items: readonly Histogram[]): number | null {
  const values = items.map(averageDeviation);
  if (values.length === 0 || values.includes(null)) return null;
  return (values as number[]).reduce((sum, value) => sum + value, 0) / values.length;
}

function averageDeviation(histogram: Histogram): number | null {
  const cells = [...histogram];
  const { n, mean } = momentsOfHistogram(cells);
  if (n < 2) return null;
  return cells.reduce((sum, [value, count]) => sum + count * Math.abs(value - mean!), 0) / n;
}
