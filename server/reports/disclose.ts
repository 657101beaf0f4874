/**
 * Asks disclosure control what may be shown of a wave: the smallest sets of persons are the own people of the units, and every
 * measure goes in with its numbers in each. Everything that leaves the system as a report passes through these decisions.
 */
import {
  boundDistribution,
  boundScore,
  scoreClasses,
  tellingClasses,
} from './disclosure/boundDistribution.ts';
import { type Decision, type Measure as ProtectedMeasure, protect } from './disclosure/protect.ts';
import { freeMeans, groupsToHide, leastFree } from './hiddenUnknowns.ts';
import { completeProducts, countsAsAnswered, histogramOf, type Measure } from './readTally.ts';
import type { Tally } from './tally.ts';
import { type GroupStatistics, measureId, type WaveStatistics } from './waveStatistics.ts';

/** The measure «how many responses». */
export const responsesId = 'responses';

export interface Disclosure {
  responses(group: GroupStatistics): Decision;
  decide(group: GroupStatistics, measure: number): Decision;
  /** Whether what rests on the sheets complete for a dimension (reliability, agreement, their number) may be shown. */
  complete(group: GroupStatistics, dimension: number): Decision;
  /** Whether a measure's comparison with everyone else of a group may be shown. */
  comparable(group: GroupStatistics, measure: number, wholeId: string): boolean;
  /** Whether statistics over the own people of all units may take each unit by itself. */
  mayAggregate(measure: number): boolean;
  /** Whether one of them may, because enough hidden means stay free for one more equation about them. */
  mayAggregateOnce(measure: number): boolean;
}

/** Groups are hidden in this many rounds at most; what then still must not be aggregated is pooled. */
const mostRounds = 4;

export function disclose(wave: WaveStatistics): Disclosure {
  const hidden = new Map<number, string[]>();
  for (let round = 1; ; round += 1) {
    const disclosure = disclosureOf(wave, hidden);
    const more = round < mostRounds ? groupsToHide(wave, disclosure) : [];
    if (more.length === 0) return disclosure;
    for (const { measure, id } of more) hidden.set(measure, [...(hidden.get(measure) ?? []), id]);
  }
}

/** `hidden`: by measure the ids of groups that are hidden beyond what protection asks. */
function disclosureOf(wave: WaveStatistics, hidden: ReadonlyMap<number, string[]>): Disclosure {
  const ids = wave.measures.map((measure) => measureId(wave.layout, measure));
  const groups = wave.groups.filter(({ group }) => group.units.length > 0);
  const decisions = protect({
    headcounts: wave.wave.units.map(({ headcount }) => headcount),
    groups: groups.map(({ group }) => ({ id: group.id, atoms: group.units })),
    measures: [
      { id: responsesId, n: wave.own.map(({ tally }) => tally.cells[wave.layout.responses]!) },
      ...wave.measures.map((measure, m) => protectedMeasure(wave, measure, m, hidden.get(m) ?? [])),
      ...wave.layout.dimensions.map((_, dimension) => completeSheets(wave, dimension)),
    ],
    minimum: wave.wave.minimum,
    minimumDetail: wave.wave.minimumDetail,
  });
  const ownIds = wave.own.map(({ group }) => group.id);
  const decide = ({ group }: GroupStatistics, m: number) => decisions.decide(ids[m]!, group.id);
  const mayAggregate = (m: number) => decisions.mayAggregate(ids[m]!, ownIds);
  return {
    responses: ({ group }) => decisions.decide(responsesId, group.id),
    decide,
    complete: ({ group }, dimension) => decisions.decide(completeId(wave, dimension), group.id),
    comparable: ({ group }, m, whole) => decisions.comparable(ids[m]!, group.id, whole),
    mayAggregate,
    mayAggregateOnce: (m) => mayAggregate(m) || freeMeans(wave, (each) => decide(each, m)) >= leastFree,
  };
}

function completeId({ layout }: WaveStatistics, dimension: number): string {
  return `complete:${layout.dimensions[dimension]!.id}`;
}

function completeSheets(wave: WaveStatistics, dimension: number): ProtectedMeasure {
  const { own, layout } = wave;
  return {
    id: completeId(wave, dimension),
    n: own.map(({ tally }) => completeProducts(tally, layout, dimension).n),
    within: `dimension:${layout.dimensions[dimension]!.id}`,
    detailOnly: true,
  };
}

function protectedMeasure(
  wave: WaveStatistics,
  measure: Measure,
  m: number,
  hidden: readonly string[],
): ProtectedMeasure {
  const { own, layout } = wave;
  const place = placeOf(wave, measure);
  return {
    id: measureId(layout, measure),
    n: own.map(({ moments }) => moments[m]!.n),
    sum: own.map(({ moments }) => {
      const { n, mean } = moments[m]!;
      return Math.min(100 * n, Math.max(0, n * (mean ?? 0)));
    }),
    classes: own.map(({ tally }) => classesOf(wave, tally, measure)),
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

/** Persons in each class that tells their answers when nearly all are in it. */
function classesOf(wave: WaveStatistics, tally: Tally, measure: Measure): number[] {
  if (measure.kind === 'item') return tellingClasses(recodedCounts(wave, tally, measure.position));
  const { favourable, unfavourable } = favourablePersons(wave, tally, measure);
  return [favourable, unfavourable];
}

function recodedCounts({ layout }: WaveStatistics, tally: Tally, position: number): number[] {
  const counts = countsAsAnswered(tally, layout, position);
  return layout.questionnaire.items[position]!.reverse ? counts.reverse() : counts;
}

function favourablePersons(wave: WaveStatistics, tally: Tally, measure: Measure) {
  const { from, to } = scoreClasses(pointsOf(wave, measure));
  let [favourable, unfavourable] = [0, 0];
  for (const [score, count] of histogramOf(tally, wave.layout, measure)) {
    if (score >= from - 1e-9) favourable += count;
    if (score <= to + 1e-9) unfavourable += count;
  }
  return { favourable, unfavourable };
}

function pointsOf({ layout }: WaveStatistics, measure: Measure): number {
  if (measure.kind === 'index') return layout.instruments[measure.instrument]!.points;
  return layout.dimensions[measure.dimension]!.points;
}

/** The bound that stands in the place of a measure whose answers nearly all agree. */
export function boundOf(wave: WaveStatistics, { tally, moments }: GroupStatistics, m: number) {
  const measure = wave.measures[m]!;
  if (measure.kind === 'item') {
    return boundDistribution({ counts: recodedCounts(wave, tally, measure.position) });
  }
  const persons = favourablePersons(wave, tally, measure);
  return boundScore({ n: moments[m]!.n, ...persons, points: pointsOf(wave, measure) });
}
