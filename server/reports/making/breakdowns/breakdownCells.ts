/**
 * What a tally holds about one option of a background question: persons and their scores by dimension, and the index as sums. The
 * tally has no distribution of the index by option, so the number of people who agree is bounded from above there, never guessed.
 */

import { personsOnSides, scoreClasses } from '../../../disclosure/boundDistribution.ts';
import { type Moments, momentsOfHistogram, momentsOfSums } from '../../../statistics/moments.ts';
import { cellAt } from '../../tally/cells.ts';
import { at, type DimensionIndex, type InstrumentIndex } from '../../tally/indexes.ts';
import { dimensionHistogram } from '../../tally/readTally.ts';
import type { Tally } from '../../tally/tally.ts';
import type { OptionLayout, TallyLayout } from '../../tally/tallyLayout.ts';

/** Persons at or beyond the favourable and the unfavourable edge of the scale; for an index these are upper bounds. */
export type SideCounts = [favourable: number, unfavourable: number];

/** Scores (0..100) of a dimension of those who chose an option, and how many of them lie on either side. */
export function optionDimension(
  { cells }: Tally,
  layout: TallyLayout,
  option: OptionLayout,
  dimension: DimensionIndex,
): { moments: Moments; sides: SideCounts } {
  const histogram = dimensionHistogram(cells, layout, dimension, at(option.histograms, dimension));
  const sides = personsOnSides(histogram, at(layout.dimensions, dimension).points);
  return { moments: momentsOfHistogram(histogram), sides };
}

/** The index (0..100) of the option's people from the sums of those with 1, 2 … scored dimensions. */
export function optionIndex(
  { cells }: Tally,
  layout: TallyLayout,
  option: OptionLayout,
  instrument: InstrumentIndex,
): Moments {
  const { dimensions, denominator, points } = at(layout.instruments, instrument);
  const total = { n: 0, sum: 0, sumSquares: 0 };
  for (let scored = 1; scored <= dimensions.length; scored += 1) {
    const place = at(option.indexes, instrument) + 3 * (scored - 1);
    const unit = 100 / (scored * denominator * (points - 1));
    total.n += cellAt(cells, place);
    total.sum += cellAt(cells, place + 1) * unit;
    total.sumSquares += cellAt(cells, place + 2) * unit ** 2;
  }
  return momentsOfSums(total);
}

/**
 * The largest number of n persons with these moments that can lie at or beyond an edge: Markov's bound from the mean or Cantelli's from
 * the variance, whichever is lower. Bounds of parts add up to a bound of the whole.
 */
export function maxOnSides({ n, mean, variance }: Moments, points: number): SideCounts {
  if (n === 0 || mean === null) return [0, 0];
  const { from, to } = scoreClasses(points);
  const spread = ((variance ?? 0) * (n - 1)) / n;
  return [maxBeyond(n, mean, spread, from), maxBeyond(n, 100 - mean, spread, 100 - to)];
}

function maxBeyond(n: number, mean: number, spread: number, edge: number): number {
  if (mean >= edge) return n;
  const byMean = mean / edge;
  const bySpread = spread / (spread + (edge - mean) ** 2);
  return Math.floor(n * Math.min(byMean, bySpread) + 1e-9);
}
