/** Which comparisons of a group may be shown: everyone else's people, and the same group in the wave before, must be shown as well. */

import type { Difference } from '../published/reportObject.ts';
import type { Differences } from './differences.ts';
import type { Versus } from './discloseScore.ts';
import type { WaveDisclosure } from './waveDisclosure.ts';
import { areSamePeople, type GroupStatistics, measureId, type WaveStatistics } from './waveStatistics.ts';

/** What the scores of a wave are made from; `before` is the wave it is compared with, and what is shown of that. */
export interface ScoreSources {
  wave: WaveStatistics;
  disclosure: WaveDisclosure;
  differences: Differences;
  /** For each measure, by unit position. */
  shrunken: (number | null)[][];
  before: { wave: WaveStatistics; disclosure: WaveDisclosure } | null;
}

/** The comparisons of a group by a measure; those that may not be shown say so. */
export function shownVersus(sources: ScoreSources) {
  const { wave, disclosure, differences } = sources;
  const previousPlace = new Map(
    (sources.before?.wave.measures ?? []).map((measure, m) => [
      measureId(sources.before!.wave.layout, measure),
      m,
    ]),
  );

  const versusOf = (statistics: GroupStatistics, m: number): Versus => {
    const found = differences.get(statistics.group.id)![m]!;
    return {
      parent: shownElse(found.parent, statistics, m, statistics.group.parent),
      province: shownElse(found.province, statistics, m, wave.wholeId),
      previous: isPreviousShown(statistics, m) ? found.previous : hide(found.previous),
    };
  };

  const shownElse = (
    difference: Difference,
    statistics: GroupStatistics,
    m: number,
    whole: string | null,
  ) => {
    if ('unavailable' in difference || whole === null) return difference;
    const nobodyElse = areSamePeople(statistics, wave.byId.get(whole)!);
    return nobodyElse || disclosure.isComparable(statistics, m, whole) ? difference : hide(difference);
  };

  const isPreviousShown = ({ group }: GroupStatistics, m: number): boolean => {
    const earlier = sources.before?.wave.byId.get(group.id);
    const position = previousPlace.get(measureId(wave.layout, wave.measures[m]!));
    if (!sources.before || !earlier || position === undefined || earlier.group.units.length === 0)
      return false;
    return sources.before.disclosure.decideMeasure(earlier, position) === 'detail';
  };

  return versusOf;
}

function hide(difference: Difference): Difference {
  return 'unavailable' in difference ? difference : { unavailable: 'disclosure' };
}
