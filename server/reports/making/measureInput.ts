/**
 * A measure of a wave as disclosure control takes it: persons, sums and telling classes in each unit, and its place among the
 * others (an item in its dimension, a dimension in its index).
 */
import { personsOnSides, revealingClasses } from '../../disclosure/boundDistribution.ts';
import type { MeasureInput } from '../../disclosure/protectMeasures.ts';
import { countsAsAnswered, histogramOf, type Measure } from '../tally/readTally.ts';
import type { Tally } from '../tally/tally.ts';
import type { TallyLayout } from '../tally/tallyLayout.ts';
import { measureId, type WaveStatistics } from './waveStatistics.ts';

/** The measure «how many responses». */
export const responsesId = 'responses';

/** `hidden`: ids of groups that are hidden beyond what protection asks. */
export function measureInput(
  wave: WaveStatistics,
  measure: Measure,
  m: number,
  hidden: readonly string[] = [],
): MeasureInput {
  const { own, layout } = wave;
  const place = placeOf(wave, measure);
  const scores = own.map(({ tally }) => histogramOf(tally, layout, measure));
  return {
    id: measureId(layout, measure),
    n: own.map(({ moments }) => moments[m]!.n),
    sum: own.map(({ moments }) => {
      const { n, mean } = moments[m]!;
      return Math.min(100 * n, Math.max(0, n * (mean ?? 0)));
    }),
    classes:
      measure.kind === 'item'
        ? own.map(({ tally }) => revealingClasses(recodedCounts(wave, tally, measure.position)))
        : classesOfScores(scores, pointsOf(wave, measure)),
    scores,
    hidden,
    ...place,
  };
}

function placeOf({ layout }: WaveStatistics, measure: Measure) {
  if (measure.kind === 'index') return { within: responsesId };
  const { id, instrument } = layout.dimensions[measure.dimension]!;
  if (measure.kind === 'dimension') return { partOf: `index:${layout.instruments[instrument]!.id}` };
  return { partOf: `dimension:${id}`, detailOnly: true };
}

/** Persons by score (0..100). */
type Histogram = readonly (readonly [score: number, persons: number])[];

/** Persons of each unit in each class that tells their score when nearly all are in it: either side, and each score that may be shared. */
function classesOfScores(units: readonly Histogram[], points: number): number[][] {
  const persons = units.map(personsByScore);
  // No other score can be that of nearly all persons of a group than one that nearly all of some unit have.
  const shared = new Set(persons.flatMap(sharedScores));
  return units.map((histogram, unit) => [
    ...personsOnSides(histogram, points),
    ...[...shared].map((score) => persons[unit]!.get(score) ?? 0),
  ]);
}

/** True when all, or all but one, of a group's persons have the same score. */
export const shareOneScore = (histogram: Histogram): boolean =>
  sharedScores(personsByScore(histogram)).length > 0;

/** The scores that all, or all but one, of these persons have. */
function sharedScores(persons: ReadonlyMap<number, number>): number[] {
  const n = [...persons.values()].reduce((sum, count) => sum + count, 0);
  return [...persons].flatMap(([score, count]) => (count >= n - 1 ? [score] : []));
}

/** In millionths of a point: the same score may come of more answers or fewer. */
function personsByScore(histogram: Histogram): Map<number, number> {
  const persons = new Map<number, number>();
  for (const [score, count] of histogram) {
    const key = Math.round(score * 1e6);
    persons.set(key, (persons.get(key) ?? 0) + count);
  }
  return persons;
}

export function recodedCounts({ layout }: WaveStatistics, tally: Tally, position: number): number[] {
  const counts = countsAsAnswered(tally, layout, position);
  return layout.questionnaire.items[position]!.reverse ? counts.reverse() : counts;
}

export function pointsOf({ layout }: WaveStatistics, measure: Measure): number {
  if (measure.kind === 'index') return layout.instruments[measure.instrument]!.points;
  return layout.dimensions[measure.dimension]!.points;
}

/** Positions of the control statements on the sheet. */
export function controlPositions({ questionnaire }: TallyLayout): number[] {
  return questionnaire.items.flatMap(({ dimension }, position) => (dimension === null ? [position] : []));
}

export function controlId({ layout }: WaveStatistics, position: number): string {
  return `control:${layout.questionnaire.items[position]!.id}`;
}

/** A control statement is an item of no dimension: shown in detail or not at all, to whom the number of responses is shown. */
export function controlMeasure(wave: WaveStatistics, position: number): MeasureInput {
  const counts = wave.own.map(({ tally }) => recodedCounts(wave, tally, position));
  const last = counts[0]!.length - 1;
  return {
    id: controlId(wave, position),
    n: counts.map((points) => points.reduce((sum, count) => sum + count, 0)),
    sum: counts.map((points) => points.reduce((sum, count, point) => sum + (100 * point * count) / last, 0)),
    classes: counts.map(revealingClasses),
    within: responsesId,
    detailOnly: true,
  };
}
