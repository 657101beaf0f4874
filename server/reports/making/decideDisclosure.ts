/**
 * Asks disclosure control what may be shown of a wave: the smallest sets of persons are the own staff of the units, and it gets the
 * numbers of every measure in each of them. Everything that leaves the system as a report passes through these decisions.
 */

import { boundDistribution, boundScore, personsOnSides } from '../../disclosure/boundDistribution.ts';
import { type MeasureInput, protectMeasures } from '../../disclosure/protectMeasures.ts';
import { cellAt } from '../tally/cells.ts';
import { at, type DimensionIndex, indexesOf, type MeasureIndex, mapBy } from '../tally/indexes.ts';
import { completeProducts, histogramOf } from '../tally/readTally.ts';
import { carelessDecision, carelessMeasures } from './carelessMeasures.ts';
import { equalMeasures, strictestOf } from './equalMeasures.ts';
import {
  controlId,
  controlMeasure,
  controlPositions,
  largestScoreCount,
  measureInput,
  pointsOf,
  recodedCounts,
  responsesId,
} from './measureInput.ts';
import type { WaveDisclosure } from './waveDisclosure.ts';
import { type GroupStatistics, groupById, measureId, type WaveStatistics } from './waveStatistics.ts';

export function decideDisclosure(wave: WaveStatistics): WaveDisclosure {
  const ids = mapBy(wave.measures, (measure) => measureId(wave.layout, measure));
  const groups = wave.groups.filter(({ group }) => group.units.length > 0);
  const decisions = protectMeasures({
    headcounts: wave.wave.units.map(({ headcount }) => headcount),
    groups: groups.map(({ group }) => ({ id: group.id, atoms: group.units })),
    measures: [
      { id: responsesId, n: wave.own.map(({ tally }) => cellAt(tally.cells, wave.layout.responses)) },
      ...indexesOf(wave.measures).map((m) => measureInput(wave, m)),
      ...indexesOf(wave.layout.dimensions).map((dimension) => completeCasesInput(wave, dimension)),
      ...carelessMeasures(wave),
      ...controlPositions(wave.layout).map((position) => controlMeasure(wave, position)),
    ],
    minimum: wave.wave.minimum,
    minimumDetail: wave.wave.minimumDetail,
  });
  const ownIds = wave.own.map(({ group }) => group.id);
  const equal = equalMeasures(wave);
  const decide = ({ group }: GroupStatistics, m: MeasureIndex) => {
    const others = at(equal, m).filter((other) => other !== m);
    const decided = (each: MeasureIndex) => decisions.decide(at(ids, each), group.id);
    return strictestOf(decided(m), others.map(decided));
  };
  const mayAggregate = (m: MeasureIndex) =>
    decisions.mayAggregate(at(ids, m), ownIds) &&
    wave.own.every((each) => !['bounded', 'complementary'].includes(decide(each, m)));
  const isComparable = (group: GroupStatistics, m: MeasureIndex, whole: string) =>
    [group, groupById(wave, whole)].every((each) => decide(each, m) === 'detail') &&
    decisions.comparable(at(ids, m), group.group.id, whole);
  const mayTellCareless = carelessDecision(wave, decisions, decide);
  return {
    decideCareless: mayTellCareless,
    decideResponses: ({ group }) => decisions.decide(responsesId, group.id),
    decideMeasure: decide,
    decideCompleteCases: ({ group }, dimension) => decisions.decide(completeId(wave, dimension), group.id),
    decideControl: ({ group }, position) => decisions.decide(controlId(wave, position), group.id),
    isComparable,
    mayAggregate,
  };
}

function completeId({ layout }: WaveStatistics, dimension: DimensionIndex): string {
  return `complete:${at(layout.dimensions, dimension).id}`;
}

function completeCasesInput(wave: WaveStatistics, dimension: DimensionIndex): MeasureInput {
  const { own, layout } = wave;
  return {
    id: completeId(wave, dimension),
    n: own.map(({ tally }) => completeProducts(tally, layout, dimension).n),
    within: `dimension:${at(layout.dimensions, dimension).id}`,
    detailOnly: true,
  };
}

/** The bound that replaces a measure on which nearly all answers agree. */
export function boundOf(wave: WaveStatistics, { tally, moments }: GroupStatistics, m: MeasureIndex) {
  const measure = at(wave.measures, m);
  if (measure.kind === 'item') {
    return boundDistribution({ counts: recodedCounts(wave, tally, measure.position) });
  }
  const histogram = histogramOf(tally, wave.layout, measure);
  const points = pointsOf(wave, measure);
  const [favourable, unfavourable] = personsOnSides(histogram, points);
  const shared = largestScoreCount(histogram);
  return boundScore({ n: at(moments, m).n, favourable, unfavourable, shared, points });
}
