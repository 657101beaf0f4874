/** One background question as disclosure control takes it: for each measure the whole and each option, in every unit. */

import { type OptionDecisions, protectOptions } from '../../../disclosure/protectOptions.ts';
import type { Demographic } from '../../../instruments/instrument.ts';
import type { Moments } from '../../../statistics/moments.ts';
import type { Measure } from '../../tally/readTally.ts';
import type { OptionLayout } from '../../tally/tallyLayout.ts';
import { measureInput, pointsOf } from '../measureInput.ts';
import { type GroupStatistics, measureId, type WaveStatistics } from '../waveStatistics.ts';
import { maxOnSides, optionDimension, optionIndex, type SideCounts } from './breakdownCells.ts';

export interface BreakdownPart {
  wave: WaveStatistics;
  /** Positions of the index and the dimensions. */
  measures: number[];
  question: number;
  options: OptionLayout[];
}

export const questionOf = ({ layout }: WaveStatistics, question: number): Demographic =>
  layout.questionnaire.demographics[question]!;

/** «I prefer not to answer» is not an option to break down by. */
export function optionsOf(wave: WaveStatistics, question: number): OptionLayout[] {
  const { options } = questionOf(wave, question);
  return wave.layout.options.filter(
    (option) => option.question === question && !options[option.option]!.undisclosed,
  );
}

export const optionId = (wave: WaveStatistics, { question, option }: OptionLayout) =>
  questionOf(wave, question).options[option]!.id;

export function decideBreakdown(
  part: BreakdownPart,
  isTotalShown: (group: GroupStatistics) => boolean,
): OptionDecisions {
  const { wave, measures, options } = part;
  const groups = wave.groups.filter(({ group }) => group.units.length > 0);
  return protectOptions({
    headcounts: wave.wave.units.map(({ headcount }) => headcount),
    groups: groups.map(({ group }) => ({ id: group.id, atoms: group.units })),
    options: options.map((option) => optionId(wave, option)),
    measures: measures.map((m) => breakdownMeasureInput(part, m)),
    isTotalShown: (id) => isTotalShown(wave.byId.get(id)!),
    minimumDetail: wave.wave.minimumDetail,
  });
}

function breakdownMeasureInput({ wave, options }: BreakdownPart, m: number) {
  const measure = wave.measures[m]!;
  const id = measureId(wave.layout, measure);
  const cells = options.map((option) => wave.own.map(({ tally }) => cellOf(wave, tally, option, measure)));
  const parts = options.map((option, at) => ({
    id: `${id}:${optionId(wave, option)}`,
    n: cells[at]!.map(({ moments }) => moments.n),
    sum: cells[at]!.map(({ moments }) => sumOf(moments)),
    classes: cells[at]!.map(({ sides }) => sides),
  }));
  const { n, sum, classes } = measureInput(wave, measure, m);
  // Of options it is only counted who is on which side.
  const total = { id, n, sum: sum!, classes: classes!.map((persons) => persons.slice(0, 2)) };
  if (measure.kind !== 'index') return { total, options: parts };
  return { total: { ...total, classes: boundedTotal(wave, m, cells) }, options: parts };
}

const sumOf = ({ n, mean }: Moments) => Math.min(100 * n, Math.max(0, n * (mean ?? 0)));

/** The people of one option in one group: their moments, and how many of them are of one mind. */
export function cellOf(
  wave: WaveStatistics,
  tally: GroupStatistics['tally'],
  option: OptionLayout,
  measure: Measure,
) {
  if (measure.kind === 'dimension') return optionDimension(tally, wave.layout, option, measure.dimension);
  if (measure.kind !== 'index') throw new RangeError('items have no breakdown');
  const moments = optionIndex(tally, wave.layout, option, measure.instrument);
  return { moments, sides: maxOnSides(moments, pointsOf(wave, measure)) };
}

/** The bounds of all options and of those who gave no answer together: what is left after any options stays a bound. */
function boundedTotal(
  wave: WaveStatistics,
  m: number,
  cells: { moments: Moments; sides: SideCounts }[][],
): SideCounts[] {
  const points = pointsOf(wave, wave.measures[m]!);
  return wave.own.map(({ moments }, unit) => {
    const inOptions = cells.map((column) => column[unit]!);
    const rest = maxOnSides(
      without(
        moments[m]!,
        inOptions.map((cell) => cell.moments),
      ),
      points,
    );
    return [0, 1].map((side) =>
      inOptions.reduce((sum, { sides }) => sum + sides[side]!, rest[side]!),
    ) as SideCounts;
  });
}

function without(whole: Moments, parts: readonly Moments[]): Moments {
  const n = parts.reduce((rest, part) => rest - part.n, whole.n);
  if (n <= 0) return { n: 0, mean: null, variance: null };
  const squaresOf = (each: Moments) => (each.n - 1) * (each.variance ?? 0) + each.n * (each.mean ?? 0) ** 2;
  const less = (of: (each: Moments) => number) => parts.reduce((rest, part) => rest - of(part), of(whole));
  const mean = less((each) => each.n * (each.mean ?? 0)) / n;
  const variance = n < 2 ? null : Math.max(0, less(squaresOf) - n * mean ** 2) / (n - 1);
  return { n, mean, variance };
}
