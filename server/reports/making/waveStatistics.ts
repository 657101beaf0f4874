/**
 * The numbers that all reports of a wave are made from, before disclosure control: the tally of each group, and the moments of
 * each measure in it and in everyone else of a wider group.
 */
import type { Instrument } from '../../instruments/instrument.ts';
import type { Moments } from '../../statistics/moments.ts';
import type { Wave } from '../../waves/wave.ts';
import { type PersonGroup, personGroupsOf, wholeWaveId } from '../personGroups.ts';
import { type Measure, measuresOf, momentsIn } from '../tally/readTally.ts';
import { addTallies, emptyTally, subtractTallies, type Tally } from '../tally/tally.ts';
import { type TallyLayout, tallyLayout } from '../tally/tallyLayout.ts';

export type FrozenWave = Pick<
  Wave,
  | '_id'
  | 'state'
  | 'imported'
  | 'instruments'
  | 'offices'
  | 'units'
  | 'minimum'
  | 'minimumDetail'
  | 'previous'
>;

/** A wave with the tally of each of its units (by unit code; a unit without one has no responses). */
export interface TalliedWave {
  wave: FrozenWave;
  tallies: ReadonlyMap<string, Tally>;
}

export interface GroupStatistics {
  group: PersonGroup;
  tally: Tally;
  /** In the order of `measures`. */
  moments: Moments[];
}

export interface WaveStatistics {
  wave: FrozenWave;
  layout: TallyLayout;
  instruments: readonly Instrument[];
  measures: Measure[];
  /** Id of the group of everyone. */
  wholeId: string;
  groups: GroupStatistics[];
  byId: ReadonlyMap<string, GroupStatistics>;
  /** For each unit the group of its people: what «own scopes of the wave» means. */
  own: GroupStatistics[];
}

/** Id of a measure, unique in its wave. */
export function measureId(layout: TallyLayout, measure: Measure): string {
  if (measure.kind === 'index') return `index:${layout.instruments[measure.instrument]!.id}`;
  if (measure.kind === 'dimension') return `dimension:${layout.dimensions[measure.dimension]!.id}`;
  return `item:${layout.questionnaire.items[measure.position]!.id}`;
}

export function waveStatistics({ wave, tallies }: TalliedWave): WaveStatistics {
  const layout = tallyLayout(wave.instruments);
  const measures = measuresOf(layout);
  const nobody = emptyTally(layout);
  const ofUnit = wave.units.map(({ code }) => tallies.get(code) ?? nobody);
  const groups = personGroupsOf(wave).map((group): GroupStatistics => {
    const [only] = group.units;
    const tally =
      group.units.length === 1
        ? ofUnit[only!]!
        : addTallies(
            layout,
            group.units.map((unit) => ofUnit[unit]!),
          );
    return { group, tally, moments: measures.map((measure) => momentsIn(tally, layout, measure)) };
  });
  const own = wave.units.map(
    (_, unit) =>
      groups.find(
        ({ group }) => group.scope === 'own' && group.units.length === 1 && group.units[0] === unit,
      )!,
  );
  const byId = new Map(groups.map((statistics) => [statistics.group.id, statistics]));
  return {
    wave,
    layout,
    instruments: wave.instruments,
    measures,
    wholeId: wholeWaveId(wave),
    groups,
    byId,
    own,
  };
}

/** Moments of everyone of `whole` who is not in `part`, in the order of the measures. */
export function momentsOfOthers(
  { layout, measures }: WaveStatistics,
  whole: GroupStatistics,
  part: GroupStatistics,
): Moments[] {
  const rest = subtractTallies(layout, whole.tally, part.tally);
  return measures.map((measure) => momentsIn(rest, layout, measure));
}

/** True when both groups are the same people. */
export function areSamePeople(a: GroupStatistics, b: GroupStatistics): boolean {
  const units = new Set(a.group.units);
  return units.size === b.group.units.length && b.group.units.every((unit) => units.has(unit));
}
