/**
 * The numbers that all reports of a wave are made from, before disclosure control: the tally of each group, and the moments of
 * each measure in the group and in everyone else of a wider group.
 */
import type { Instrument } from '../../instruments/instrument.ts';
import type { Moments } from '../../statistics/moments.ts';
import type { Wave } from '../../waves/wave.ts';
import type { WaveUnit } from '../../waves/waveUnit.ts';
import { type PersonGroup, personGroupsOf, wholeWaveId } from '../personGroups.ts';
import { noCareless } from '../tally/carelessCounts.ts';
import {
  at,
  type InstrumentIndex,
  indexesOf,
  type ListBy,
  type MeasureIndex,
  mapBy,
  type UnitIndex,
} from '../tally/indexes.ts';
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
  | 'minimum'
  | 'minimumDetail'
  | 'previous'
  | 'formsChecked'
> & { units: WaveUnit[] & ListBy<UnitIndex, WaveUnit> };

/** A wave with the tally of each of its units (by unit code; a unit without one has no responses). */
export interface TalliedWave {
  wave: FrozenWave;
  tallies: ReadonlyMap<string, Tally>;
}

export interface GroupStatistics {
  group: PersonGroup;
  tally: Tally;
  moments: ListBy<MeasureIndex, Moments>;
}

export interface WaveStatistics {
  wave: FrozenWave;
  layout: TallyLayout;
  instruments: ListBy<InstrumentIndex, Instrument>;
  measures: ListBy<MeasureIndex, Measure>;
  /** Id of the group of everyone. */
  wholeId: string;
  groups: GroupStatistics[];
  byId: ReadonlyMap<string, GroupStatistics>;
  /** For each unit the group of its people: what «own scopes of the wave» means. */
  own: ListBy<UnitIndex, GroupStatistics>;
}

/** Id of a measure, unique in its wave. */
export function measureId(layout: TallyLayout, measure: Measure): string {
  if (measure.kind === 'index') return `index:${at(layout.instruments, measure.instrument).id}`;
  if (measure.kind === 'dimension') return `dimension:${at(layout.dimensions, measure.dimension).id}`;
  return `item:${at(layout.questionnaire.items, measure.position).id}`;
}

export function waveStatistics({ wave, tallies }: TalliedWave): WaveStatistics {
  const layout = tallyLayout(wave.instruments);
  const measures = measuresOf(layout);
  const nobody: Tally = { ...emptyTally(layout), careless: noCareless(layout.instruments) };
  const ofUnit = mapBy(wave.units, ({ code }) => tallies.get(code) ?? nobody);
  const groups = personGroupsOf(wave).map((group): GroupStatistics => {
    const tallies = group.units.map((unit) => at(ofUnit, unit));
    const tally = tallies.length === 1 ? at(tallies, 0) : addTallies(layout, tallies);
    return { group, tally, moments: mapBy(measures, (measure) => momentsIn(tally, layout, measure)) };
  });
  const single = groups.filter(({ group }) => group.scope === 'own' && group.units.length === 1);
  const own = mapBy(wave.units, ({ code }, unit) =>
    present(
      single.find(({ group }) => group.units[0] === unit),
      code,
    ),
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

/** The measure that is the index of an instrument. */
export function indexMeasure({ measures }: WaveStatistics, instrument: InstrumentIndex): MeasureIndex {
  const found = indexesOf(measures).find((m) => {
    const measure = at(measures, m);
    return measure.kind === 'index' && measure.instrument === instrument;
  });
  if (found === undefined) throw new RangeError(`instrument ${instrument} has no index`);
  return found;
}

/** The group with this id. @throws RangeError when the wave has none */
export function groupById({ byId }: WaveStatistics, id: string): GroupStatistics {
  return present(byId.get(id), id);
}

function present(group: GroupStatistics | undefined, name: string): GroupStatistics {
  if (!group) throw new RangeError(`the wave has no group ${name}`);
  return group;
}

/** Moments of everyone in `whole` who is not in `part`. */
export function momentsOfOthers(
  { layout, measures }: WaveStatistics,
  whole: GroupStatistics,
  part: GroupStatistics,
): ListBy<MeasureIndex, Moments> {
  const rest = subtractTallies(layout, whole.tally, part.tally);
  return mapBy(measures, (measure) => momentsIn(rest, layout, measure));
}

/** Whether both groups consist of the same people. */
export function areSamePeople(a: GroupStatistics, b: GroupStatistics): boolean {
  const units = new Set(a.group.units);
  return units.size === b.group.units.length && b.group.units.every((unit) => units.has(unit));
}
