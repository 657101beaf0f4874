/** One background question of a wave: the options to break down by, and the scores that a tally holds of the people of one option. */
import type { Demographic } from '../../../instruments/instrument.ts';
import { type Moments, momentsOfHistogram, momentsOfSums } from '../../../statistics/moments.ts';
import { cellAt } from '../../tally/cells.ts';
import {
  at,
  type DimensionIndex,
  type InstrumentIndex,
  type MeasureIndex,
  type QuestionIndex,
} from '../../tally/indexes.ts';
import { dimensionHistogram, type Measure } from '../../tally/readTally.ts';
import type { Tally } from '../../tally/tally.ts';
import type { OptionLayout, TallyLayout } from '../../tally/tallyLayout.ts';
import type { WaveStatistics } from '../waveStatistics.ts';

export interface BreakdownPart {
  wave: WaveStatistics;
  /** The index and the dimensions. */
  measures: MeasureIndex[];
  question: QuestionIndex;
  options: OptionLayout[];
}

export const questionOf = ({ layout }: WaveStatistics, question: QuestionIndex): Demographic =>
  at(layout.questionnaire.demographics, question);

/** «I prefer not to answer» is not an option to break down by. */
export function optionsOf(wave: WaveStatistics, question: QuestionIndex): OptionLayout[] {
  const { options } = questionOf(wave, question);
  return wave.layout.options.filter(
    (option) => option.question === question && !at(options, option.option).undisclosed,
  );
}

export const optionId = (wave: WaveStatistics, { question, option }: OptionLayout) =>
  at(questionOf(wave, question).options, option).id;

/** n, mean and variance (0..100) of those who chose an option, by the index or a dimension. */
export function optionMoments(
  { layout }: WaveStatistics,
  tally: Tally,
  option: OptionLayout,
  measure: Measure,
): Moments {
  if (measure.kind === 'dimension') return dimensionMoments(tally, layout, option, measure.dimension);
  if (measure.kind !== 'index') throw new RangeError('items have no breakdown');
  return indexMoments(tally, layout, option, measure.instrument);
}

function dimensionMoments(
  { cells }: Tally,
  layout: TallyLayout,
  option: OptionLayout,
  dimension: DimensionIndex,
): Moments {
  return momentsOfHistogram(dimensionHistogram(cells, layout, dimension, at(option.histograms, dimension)));
}

/** From the sums of those with 1, 2 … scored dimensions. */
function indexMoments(
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
