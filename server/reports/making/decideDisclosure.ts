/**
 * Asks disclosure control what may be shown of a wave: the smallest sets of persons are the own people of the units, and every
 * measure goes in with its numbers in each. Everything that leaves the system as a report passes through these decisions.
 */

import { boundDistribution, boundScore, personsOnSides } from '../../disclosure/boundDistribution.ts';
import { type MeasureInput, protectMeasures } from '../../disclosure/protectMeasures.ts';
import { completeProducts, histogramOf } from '../tally/readTally.ts';
import { groupsToHide, mayAggregateHiddenMeans } from './comparison/aggregationRisk.ts';
import {
  controlId,
  controlMeasure,
  controlPositions,
  measureInput,
  pointsOf,
  recodedCounts,
  responsesId,
  shareOneScore,
} from './measureInput.ts';
import type { WaveDisclosure } from './waveDisclosure.ts';
import { type GroupStatistics, measureId, type WaveStatistics } from './waveStatistics.ts';

/** Groups are hidden in this many rounds at most; what then still must not be aggregated is pooled. */
const maxRounds = 8;

export function decideDisclosure(wave: WaveStatistics): WaveDisclosure {
  const hidden = new Map<number, string[]>();
  for (let round = 1; ; round += 1) {
    const disclosure = disclosureOf(wave, hidden);
    const more = round < maxRounds ? groupsToHide(wave, disclosure) : [];
    if (more.length === 0) return disclosure;
    for (const { measure, id } of more) hidden.set(measure, [...(hidden.get(measure) ?? []), id]);
  }
}

/** `hidden`: by measure the ids of groups that are hidden beyond what protection asks. */
function disclosureOf(wave: WaveStatistics, hidden: ReadonlyMap<number, string[]>): WaveDisclosure {
  const ids = wave.measures.map((measure) => measureId(wave.layout, measure));
  const groups = wave.groups.filter(({ group }) => group.units.length > 0);
  const decisions = protectMeasures({
    headcounts: wave.wave.units.map(({ headcount }) => headcount),
    groups: groups.map(({ group }) => ({ id: group.id, atoms: group.units })),
    measures: [
      { id: responsesId, n: wave.own.map(({ tally }) => tally.cells[wave.layout.responses]!) },
      ...wave.measures.map((measure, m) => measureInput(wave, measure, m, hidden.get(m) ?? [])),
      ...wave.layout.dimensions.map((_, dimension) => completeCasesInput(wave, dimension)),
      ...controlPositions(wave.layout).map((position) => controlMeasure(wave, position)),
    ],
    minimum: wave.wave.minimum,
    minimumDetail: wave.wave.minimumDetail,
  });
  const ownIds = wave.own.map(({ group }) => group.id);
  const decide = ({ group }: GroupStatistics, m: number) => decisions.decide(ids[m]!, group.id);
  const mayAggregate = (m: number) => decisions.mayAggregate(ids[m]!, ownIds);
  return {
    decideResponses: ({ group }) => decisions.decide(responsesId, group.id),
    decideMeasure: decide,
    decideCompleteCases: ({ group }, dimension) => decisions.decide(completeId(wave, dimension), group.id),
    decideControl: ({ group }, position) => decisions.decide(controlId(wave, position), group.id),
    isComparable: ({ group }, m, whole) => decisions.comparable(ids[m]!, group.id, whole),
    mayAggregate,
    mayAggregateOnce: (m) => mayAggregate(m) || mayAggregateHiddenMeans(wave, (each) => decide(each, m), m),
  };
}

function completeId({ layout }: WaveStatistics, dimension: number): string {
  return `complete:${layout.dimensions[dimension]!.id}`;
}

function completeCasesInput(wave: WaveStatistics, dimension: number): MeasureInput {
  const { own, layout } = wave;
  return {
    id: completeId(wave, dimension),
    n: own.map(({ tally }) => completeProducts(tally, layout, dimension).n),
    within: `dimension:${layout.dimensions[dimension]!.id}`,
    detailOnly: true,
  };
}

/** The bound that stands in the place of a measure whose answers nearly all agree. */
export function boundOf(wave: WaveStatistics, { tally, moments }: GroupStatistics, m: number) {
  const measure = wave.measures[m]!;
  if (measure.kind === 'item') {
    return boundDistribution({ counts: recodedCounts(wave, tally, measure.position) });
  }
  const histogram = histogramOf(tally, wave.layout, measure);
  const points = pointsOf(wave, measure);
  const [favourable, unfavourable] = personsOnSides(histogram, points);
  const isShared = shareOneScore(histogram);
  return boundScore({ n: moments[m]!.n, favourable, unfavourable, isShared, points });
}
