/**
 * Describes a measure of a wave to disclosure control: persons, sums and revealing classes in each unit, and what it is part of
 * (an item of its dimension, a dimension of its index).
 */
import { personsOnSides, revealingClasses } from '../../disclosure/boundDistribution.ts';
import type { MeasureInput } from '../../disclosure/protectMeasures.ts';
import { at, type ItemPosition, indexesOf, type MeasureIndex } from '../tally/indexes.ts';
import { countsAsAnswered, histogramOf, type Measure } from '../tally/readTally.ts';
import type { Tally } from '../tally/tally.ts';
import type { TallyLayout } from '../tally/tallyLayout.ts';
import { measureId, type WaveStatistics } from './waveStatistics.ts';

/** Id of the measure “number of responses”. */
export const responsesId = 'responses';

/** A measure that has scores, and with them sums and classes. */
export type ScoredMeasureInput = MeasureInput & Required<Pick<MeasureInput, 'sum' | 'classes'>>;

export function measureInput(wave: WaveStatistics, m: MeasureIndex): ScoredMeasureInput {
  const { own, layout } = wave;
  const measure = at(wave.measures, m);
  const above = aboveOf(wave, measure);
  const scores = own.map(({ tally }) => histogramOf(tally, layout, measure));
  return {
    id: measureId(layout, measure),
    n: own.map(({ moments }) => at(moments, m).n),
    sum: own.map(({ moments }) => {
      const { n, mean } = at(moments, m);
      return Math.min(100 * n, Math.max(0, n * (mean ?? 0)));
    }),
    classes:
      measure.kind === 'item'
        ? own.map(({ tally }) => revealingClasses(recodedCounts(wave, tally, measure.position)))
        : classesOfScores(scores, pointsOf(wave, measure)),
    scores,
    ...above,
  };
}

function aboveOf({ layout }: WaveStatistics, measure: Measure) {
  if (measure.kind === 'index') return { within: responsesId };
  const { id, instrument } = at(layout.dimensions, measure.dimension);
  if (measure.kind === 'dimension') return { partOf: `index:${at(layout.instruments, instrument).id}` };
  return { partOf: `dimension:${id}`, detailOnly: true };
}

/** Persons by score (0..100). */
type Histogram = readonly (readonly [score: number, persons: number])[];

/** Persons of each unit in each class that reveals their score when nearly all are in it: either side, and each score they may share. */
function classesOfScores(units: readonly Histogram[], points: number): number[][] {
  const persons = units.map(personsByScore);
  // If a group is bounded by a score that its persons share, at least four fifths of one of its units share it.
  const shared = new Set(persons.flatMap(sharedScores));
  return units.map((histogram, unit) => [
    ...personsOnSides(histogram, points),
    ...[...shared].map((score) => persons[unit]?.get(score) ?? 0),
  ]);
}

/** The most persons of a group who have the same score. */
export const largestScoreCount = (histogram: Histogram): number =>
  Math.max(0, ...personsByScore(histogram).values());

/** The scores that four fifths, or all but one, of these persons have. */
function sharedScores(persons: ReadonlyMap<number, number>): number[] {
  const n = [...persons.values()].reduce((sum, count) => sum + count, 0);
  return [...persons].flatMap(([score, count]) => (count >= 0.8 * n - 1e-9 || count >= n - 1 ? [score] : []));
}

/** Rounded to millionths of a point, because the same score may come from more answers or fewer. */
function personsByScore(histogram: Histogram): Map<number, number> {
  const persons = new Map<number, number>();
  for (const [score, count] of histogram) {
    const key = Math.round(score * 1e6);
    persons.set(key, (persons.get(key) ?? 0) + count);
  }
  return persons;
}

export function recodedCounts({ layout }: WaveStatistics, tally: Tally, position: ItemPosition): number[] {
  const counts = countsAsAnswered(tally, layout, position);
  return at(layout.questionnaire.items, position).reverse ? counts.reverse() : counts;
}

export function pointsOf({ layout }: WaveStatistics, measure: Measure): number {
  if (measure.kind === 'index') return at(layout.instruments, measure.instrument).points;
  return at(layout.dimensions, measure.dimension).points;
}

/** Positions of the control statements among the items. */
export function controlPositions({ questionnaire: { items } }: TallyLayout): ItemPosition[] {
  return indexesOf(items).filter((position) => at(items, position).dimension === null);
}

export function controlId({ layout }: WaveStatistics, position: ItemPosition): string {
  return `control:${at(layout.questionnaire.items, position).id}`;
}

/** A control statement is an item of no dimension: shown in detail or not at all, to whom the number of responses is shown. */
export function controlMeasure(wave: WaveStatistics, position: ItemPosition): MeasureInput {
  const counts = wave.own.map(({ tally }) => recodedCounts(wave, tally, position));
  const last = at(wave.layout.questionnaire.items, position).points - 1;
  return {
    id: controlId(wave, position),
    n: counts.map((points) => points.reduce((sum, count) => sum + count, 0)),
    sum: counts.map((points) => points.reduce((sum, count, point) => sum + (100 * point * count) / last, 0)),
    classes: counts.map(revealingClasses),
    within: responsesId,
    detailOnly: true,
  };
}
