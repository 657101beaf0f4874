/**
 * What a tally holds of one option of a background question: persons and their scores by dimension, and the index as sums. The
 * index by option is tallied without its distribution, so how many are of one mind there is bounded from above, never guessed.
 */

import { personsOnSides, scoreClasses } from '../../../disclosure/boundDistribution.ts';
import { type Moments, momentsOfHistogram, momentsOfSums } from '../../../statistics/moments.ts';
import { dimensionHistogram } from '../../tally/readTally.ts';
import type { Tally } from '../../tally/tally.ts';
import type { OptionLayout, TallyLayout } from '../../tally/tallyLayout.ts';

/** Persons at or beyond the favourable and the unfavourable edge of the scale; for an index no more than these. */
export type SideCounts = [favourable: number, unfavourable: number];

/** Scores (0..100) of a dimension of those who chose an option, and how many of them lie on either side. */
export function optionDimension(
  { cells }: Tally,
  layout: TallyLayout,
  option: OptionLayout,
  dimension: number,
): { moments: Moments; sides: SideCounts } {
  const histogram = dimensionHistogram(cells, layout, dimension, option.histograms[dimension]!);
  const sides = personsOnSides(histogram, layout.dimensions[dimension]!.points);
  return { moments: momentsOfHistogram(histogram), sides };
}

/** The index (0..100) of the option's people from the sums of those with 1, 2 … scored dimensions. */
export function optionIndex(
  { cells }: Tally,
  layout: TallyLayout,
  option: OptionLayout,
  instrument: number,
): Moments {
  const { dimensions, denominator, points } = layout.instruments[instrument]!;
  const total = { n: 0, sum: 0, sumSquares: 0 };
  for (let scored = 1; scored <= dimensions.length; scored += 1) {
    const place = option.indexes[instrument]! + 3 * (scored - 1);
    const unit = 100 / (scored * denominator * (points - 1));
    total.n += cells[place]!;
    total.sum += cells[place + 1]! * unit;
    total.sumSquares += cells[place + 2]! * unit ** 2;
  }
  return momentsOfSums(total);
}

/**
 * At most so many of n persons with these moments lie at or beyond an edge: Markov's bound by the mean, Cantelli's by the
 * variance, whichever is lower. What holds for parts holds for their sum.
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
