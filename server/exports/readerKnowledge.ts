/**
 * What the readers of a wave's reports already know: for each measure the groups that are shown, and the number of persons and the sum of
 * scores of each reporting unit. Open data gives them one more equation, so it is checked against this knowledge.
 */

import { measureId, type TalliedWave } from '../reports/making/waveStatistics.ts';
import { personGroupsOf } from '../reports/personGroups.ts';
import { isShown, type Report, type Score, type Suppressed } from '../reports/published/reportObject.ts';
import { at } from '../reports/tally/indexes.ts';
import { countsAsAnswered, type Measure, measuresOf, momentsIn } from '../reports/tally/readTally.ts';
import { emptyTally } from '../reports/tally/tally.ts';
import { type TallyLayout, tallyLayout } from '../reports/tally/tallyLayout.ts';

export interface KnownMeasure {
  id: string;
  /** Id of the instrument whose breakdowns tell of this measure too; null for items, which are not broken down. */
  instrument: string | null;
  /** Persons with a value, by index of the unit. */
  n: number[];
  /** Sum of their scores (0..100). */
  sum: number[];
  /** Persons by answer point, by index of the unit; items only. */
  counts: number[][] | null;
  /** Ids of the groups shown exactly. */
  exact: ReadonlySet<string>;
  /** Ids of the groups shown in any form, also rounded or as a bound. */
  given: ReadonlySet<string>;
}

export interface ReaderKnowledge {
  /** Groups by id, with the indexes of those of their units that have responses. */
  groups: ReadonlyMap<string, readonly number[]>;
  /** The groups of which any measure is shown. */
  shown: (readonly number[])[];
  measures: KnownMeasure[];
  minimum: number;
  minimumDetail: number;
}

/** @param reports all published reports of the wave, own and subtree */
export async function readerKnowledge(
  tallied: TalliedWave,
  reports: AsyncIterable<Report>,
): Promise<ReaderKnowledge> {
  const { wave, tallies } = tallied;
  const layout = tallyLayout(wave.instruments);
  const nobody = emptyTally(layout);
  const ofUnit = wave.units.map(({ code }) => tallies.get(code) ?? nobody);
  const responses = ofUnit.map(({ cells }) => cells[layout.responses]!);
  const shown = await shownGroups(reports);
  const measureOf = (measure: Measure): KnownMeasure => {
    const id = measureId(layout, measure);
    const moments = ofUnit.map((tally) => momentsIn(tally, layout, measure));
    const n = moments.map((each) => each.n);
    const counts =
      measure.kind === 'item'
        ? ofUnit.map((tally) => countsAsAnswered(tally, layout, measure.position))
        : null;
    const sum = moments.map(({ n, mean }) => n * (mean ?? 0));
    return { id, instrument: instrumentOf(layout, measure), n, sum, counts, ...shown(id) };
  };
  const participation = {
    id: 'responses',
    instrument: null,
    n: responses,
    sum: responses.map(() => 0),
    counts: null,
  };
  const measures = [{ ...participation, ...shown('responses') }, ...measuresOf(layout).map(measureOf)];
  const groups = new Map(
    personGroupsOf(wave).map(({ id, units }) => [id, units.filter((unit) => responses[unit]! > 0)]),
  );
  const given = new Set(measures.flatMap((each) => [...each.given]));
  return {
    minimum: wave.minimum,
    minimumDetail: wave.minimumDetail,
    groups,
    shown: [...given].map((id) => groups.get(id) ?? []),
    measures,
  };
}

function instrumentOf(layout: TallyLayout, measure: Measure): string | null {
  if (measure.kind === 'item') return null;
  const instrument =
    measure.kind === 'index' ? measure.instrument : at(layout.dimensions, measure.dimension).instrument;
  return at(layout.instruments, instrument).id;
}

async function shownGroups(reports: AsyncIterable<Report>) {
  const exact = new Map<string, Set<string>>();
  const given = new Map<string, Set<string>>();
  const add = (to: Map<string, Set<string>>, measure: string, group: string) =>
    to.set(measure, (to.get(measure) ?? new Set()).add(group));
  for await (const report of reports) {
    if (report.rolledUpTo !== null) continue;
    const group = `${report.scope}:${report.office}`;
    if (typeof report.responses === 'number') {
      add(exact, 'responses', group);
      add(given, 'responses', group);
    }
    for (const [measure, score] of scoresByMeasure(report)) {
      if (!isShown(score)) continue;
      add(given, measure, group);
      if (score.sd !== null) add(exact, measure, group);
    }
  }
  return (id: string) => ({
    exact: exact.get(id) ?? new Set<string>(),
    given: given.get(id) ?? new Set<string>(),
  });
}

/** Every score of a report under the id of its measure. */
export function scoresByMeasure(report: Report): [string, Score | Suppressed][] {
  return report.instruments.flatMap((instrument) => [
    [`index:${instrument.id}`, instrument.index] as [string, Score | Suppressed],
    ...instrument.dimensions.flatMap((dimension) => [
      [`dimension:${dimension.id}`, dimension] as [string, Score | Suppressed],
      ...(isShown(dimension)
        ? dimension.items.map((item) => [`item:${item.id}`, item] as [string, Score | Suppressed])
        : []),
    ]),
  ]);
}
