/** Asks disclosure control about one background question: for each measure it passes the total and each option, in every unit. */

import { type OptionDecisions, protectOptions } from '../../../disclosure/protectOptions.ts';
import type { Demographic } from '../../../instruments/instrument.ts';
import type { Moments } from '../../../statistics/moments.ts';
import {
  at,
  indexesOf,
  type ListBy,
  type MeasureIndex,
  mapBy,
  type QuestionIndex,
  type UnitIndex,
} from '../../tally/indexes.ts';
import type { Measure } from '../../tally/readTally.ts';
import type { OptionLayout } from '../../tally/tallyLayout.ts';
import { measureInput, pointsOf } from '../measureInput.ts';
import { type GroupStatistics, groupById, measureId, type WaveStatistics } from '../waveStatistics.ts';
import { maxOnSides, optionDimension, optionIndex, type SideCounts } from './breakdownCells.ts';

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
    isTotalShown: (id) => isTotalShown(groupById(wave, id)),
    minimumDetail: wave.wave.minimumDetail,
  });
}

function breakdownMeasureInput({ wave, options }: BreakdownPart, m: MeasureIndex) {
  const measure = at(wave.measures, m);
  const id = measureId(wave.layout, measure);
  const columns = options.map((option) => ({
    option,
    cells: mapBy(wave.own, ({ tally }) => cellOf(wave, tally, option, measure)),
  }));
  const parts = columns.map(({ option, cells }) => ({
    id: `${id}:${optionId(wave, option)}`,
    n: cells.map(({ moments }) => moments.n),
    sum: cells.map(({ moments }) => sumOf(moments)),
    classes: cells.map(({ sides }) => sides),
  }));
  const { n, sum, classes } = measureInput(wave, m);
  // By option the tally counts only how many are on which side.
  const total = { id, n, sum, classes: classes.map((persons) => persons.slice(0, 2)) };
  if (measure.kind !== 'index') return { total, options: parts };
  return {
    total: {
      ...total,
      classes: boundedTotal(
        wave,
        m,
        columns.map(({ cells }) => cells),
      ),
    },
    options: parts,
  };
}

const sumOf = ({ n, mean }: Moments) => Math.min(100 * n, Math.max(0, n * (mean ?? 0)));

/** The people of one option in one group: their moments, and how many of them are on either side of the scale. */
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

/** The bounds of all options and of those who gave no answer, added up: subtracting any options leaves a bound again. */
function boundedTotal(
  wave: WaveStatistics,
  m: MeasureIndex,
  columns: readonly ListBy<UnitIndex, { moments: Moments; sides: SideCounts }>[],
): SideCounts[] {
  const points = pointsOf(wave, at(wave.measures, m));
  return indexesOf(wave.own).map((unit) => {
    const { moments } = at(wave.own, unit);
    const inOptions = columns.map((column) => at(column, unit));
    const rest = maxOnSides(
      without(
        at(moments, m),
        inOptions.map((cell) => cell.moments),
      ),
      points,
    );
    const boundOn = (side: 0 | 1) => inOptions.reduce((sum, { sides }) => sum + sides[side], rest[side]);
    return [boundOn(0), boundOn(1)];
  });
}

function without(whole: Moments, parts: readonly Moments[]): Moments {
  const n = parts.reduce((left, part) => left - part.n, whole.n);
  if (n <= 0) return { n: 0, mean: null, variance: null };
  const squaresOf = (each: Moments) => (each.n - 1) * (each.variance ?? 0) + each.n * (each.mean ?? 0) ** 2;
  const rest = (of: (each: Moments) => number) => parts.reduce((left, part) => left - of(part), of(whole));
  const mean = rest((each) => each.n * (each.mean ?? 0)) / n;
  const variance = n < 2 ? null : Math.max(0, rest(squaresOf) - n * mean ** 2) / (n - 1);
  return { n, mean, variance };
}
