/**
 * What a list of scores or the answers to one item look like: size, centre, spread, ends and skew. The standard
 * deviation needs two answers; nothing is ever shown as 0 that is not known.
 */
import { type Histogram, momentsOfHistogram } from './moments.ts';

export interface Description {
  n: number;
  mean: number | null;
  /** n − 1 below the line. */
  sd: number | null;
  min: number | null;
  max: number | null;
  /** Third standardised moment g1 = m₃/m₂^1.5 of the answers themselves, not corrected for n; null without variance. */
  skewness: number | null;
}

/** Describes a histogram; everything but n is null when it is empty. */
export function describe(histogram: Histogram): Description {
  const cells = [...histogram].filter(([, count]) => count > 0);
  const { n, mean, variance } = momentsOfHistogram(cells);
  const values = cells.map(([value]) => value);
  return {
    n,
    mean,
    sd: variance === null ? null : Math.sqrt(variance),
    min: n === 0 ? null : values.reduce((a, b) => Math.min(a, b)),
    max: n === 0 ? null : values.reduce((a, b) => Math.max(a, b)),
    skewness: mean !== null && variance ? skewnessOf(cells, n, mean) : null,
  };
}

function skewnessOf(cells: readonly (readonly [number, number])[], n: number, mean: number): number {
  const moment = (power: number) =>
    cells.reduce((sum, [value, count]) => sum + count * (value - mean) ** power, 0) / n;
  return moment(3) / moment(2) ** 1.5;
}
