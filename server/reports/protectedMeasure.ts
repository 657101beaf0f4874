/**
 * A measure of a wave as disclosure control takes it: persons, sums and telling classes in each unit, and its place among the
 * others (an item in its dimension, a dimension in its index).
 */
import { scoreClasses, tellingClasses } from './disclosure/boundDistribution.ts';
import type { Measure as ProtectedMeasure } from './disclosure/protect.ts';
import { countsAsAnswered, histogramOf, type Measure } from './tally/readTally.ts';
import type { Tally } from './tally/tally.ts';
import type { TallyLayout } from './tally/tallyLayout.ts';
import { measureId, type WaveStatistics } from './waveStatistics.ts';

/** The measure «how many responses». */
export const responsesId = 'responses';

/** `hidden`: ids of groups that are hidden beyond what protection asks. */
export function protectedMeasure(
  wave: WaveStatistics,
  measure: Measure,
  m: number,
  hidden: readonly string[] = [],
): ProtectedMeasure {
  const { own, layout } = wave;
  const place = placeOf(wave, measure);
  const shared = sharedScores(wave, measure);
  return {
    id: measureId(layout, measure),
    n: own.map(({ moments }) => moments[m]!.n),
    sum: own.map(({ moments }) => {
      const { n, mean } = moments[m]!;
      return Math.min(100 * n, Math.max(0, n * (mean ?? 0)));
    }),
    classes: own.map(({ tally }) => classesOf(wave, tally, measure, shared)),
    scores: own.map(({ tally }) => histogramOf(tally, layout, measure)),
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

/** Persons in each class that tells their answers when nearly all are in it; of a score also those at each of the `shared` scores. */
function classesOf(
  wave: WaveStatistics,
  tally: Tally,
  measure: Measure,
  shared: readonly number[],
): number[] {
  if (measure.kind === 'item') return tellingClasses(recodedCounts(wave, tally, measure.position));
  const { favourable, unfavourable } = favourablePersons(wave, tally, measure);
  const persons = personsByScore(wave, tally, measure);
  return [favourable, unfavourable, ...shared.map((score) => persons.get(score) ?? 0)];
}

/** The scores that all, or all but one, of some unit have: no other score can be that of nearly all persons of a group. */
function sharedScores(wave: WaveStatistics, measure: Measure): number[] {
  if (measure.kind === 'item') return [];
  const found = wave.own.flatMap(({ tally }) => {
    const persons = personsByScore(wave, tally, measure);
    const n = [...persons.values()].reduce((sum, count) => sum + count, 0);
    return [...persons].flatMap(([score, count]) => (count >= n - 1 ? [score] : []));
  });
  return [...new Set(found)];
}

/** True when all, or all but one, of a group's persons have the same score. */
export function shareOneScore(wave: WaveStatistics, tally: Tally, measure: Measure, n: number): boolean {
  return [...personsByScore(wave, tally, measure).values()].some((count) => count >= n - 1);
}

/** Persons by score in millionths of a point: the same score may come of more answers or fewer. */
function personsByScore({ layout }: Pick<WaveStatistics, 'layout'>, tally: Tally, measure: Measure) {
  const persons = new Map<number, number>();
  for (const [score, count] of histogramOf(tally, layout, measure)) {
    const key = Math.round(score * 1e6);
    persons.set(key, (persons.get(key) ?? 0) + count);
  }
  return persons;
}

export function recodedCounts({ layout }: WaveStatistics, tally: Tally, position: number): number[] {
  const counts = countsAsAnswered(tally, layout, position);
  return layout.questionnaire.items[position]!.reverse ? counts.reverse() : counts;
}

export function favourablePersons(wave: WaveStatistics, tally: Tally, measure: Measure) {
  const { from, to } = scoreClasses(pointsOf(wave, measure));
  let [favourable, unfavourable] = [0, 0];
  for (const [score, count] of histogramOf(tally, wave.layout, measure)) {
    if (score >= from - 1e-9) favourable += count;
    if (score <= to + 1e-9) unfavourable += count;
  }
  return { favourable, unfavourable };
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
export function controlMeasure(wave: WaveStatistics, position: number): ProtectedMeasure {
  const counts = wave.own.map(({ tally }) => recodedCounts(wave, tally, position));
  const last = counts[0]!.length - 1;
  return {
    id: controlId(wave, position),
    n: counts.map((points) => points.reduce((sum, count) => sum + count, 0)),
    sum: counts.map((points) => points.reduce((sum, count, point) => sum + (100 * point * count) / last, 0)),
    classes: counts.map(tellingClasses),
    within: responsesId,
    detailOnly: true,
  };
}
