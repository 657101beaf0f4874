/** Which comparisons of a group may be shown: the group itself, and everyone else or the same group in the previous wave, must be shown in detail. */

import type { Score } from '../published/reportObject.ts';
import type { MeasureIndex } from '../tally/indexes.ts';
import { earlierMeasures } from './earlierMeasures.ts';
import type { WaveDisclosure } from './waveDisclosure.ts';
import { areSamePeople, type GroupStatistics, groupById, type WaveStatistics } from './waveStatistics.ts';

/** A wave with its decisions; `before` is the previous wave with its own. */
export interface DecidedWaves {
  wave: WaveStatistics;
  disclosure: WaveDisclosure;
  before: { wave: WaveStatistics; disclosure: WaveDisclosure } | null;
}

export type IsComparisonShown = (
  group: GroupStatistics,
  measure: MeasureIndex,
  key: keyof Score['versus'],
) => boolean;

export function shownComparisons({ wave, disclosure, before }: DecidedWaves): IsComparisonShown {
  const earlierOf = earlierMeasures(wave, before?.wave ?? null);
  const isElseShown = (statistics: GroupStatistics, m: MeasureIndex, whole: string) => {
    const around = groupById(wave, whole);
    // The branch of an office that reports with the one above has no report of its own to compare with.
    if (around.group.units.length === 0) return false;
    return areSamePeople(statistics, around) || disclosure.isComparable(statistics, m, whole);
  };
  const isPreviousShown = (statistics: GroupStatistics, m: MeasureIndex) => {
    const earlier = before?.wave.byId.get(statistics.group.id);
    const { measure } = earlierOf(m);
    if (!before || !earlier || measure === undefined || earlier.group.units.length === 0) return false;
    return (
      disclosure.decideMeasure(statistics, m) === 'detail' &&
      before.disclosure.decideMeasure(earlier, measure) === 'detail'
    );
  };
  return (statistics, m, key) => {
    if (key === 'previous') return isPreviousShown(statistics, m);
    const whole = key === 'parent' ? statistics.group.parent : wave.wholeId;
    return whole !== null && isElseShown(statistics, m, whole);
  };
}
