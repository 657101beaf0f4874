/** Decides which comparisons of a group are shown: everyone else, and the same group in the previous wave, must be shown as well. */

import type { Difference } from '../published/reportObject.ts';
import { at, indexesOf, type MeasureIndex } from '../tally/indexes.ts';
import type { WaveShrinkage } from './comparison/officeEstimates.ts';
import type { Differences } from './differences.ts';
import type { Versus } from './discloseScore.ts';
import type { WaveDisclosure } from './waveDisclosure.ts';
import {
  areSamePeople,
  type GroupStatistics,
  groupById,
  measureId,
  type WaveStatistics,
} from './waveStatistics.ts';

/** What the scores of a wave are made from; `before` is the previous wave with its own decisions. */
export interface ScoreSources {
  wave: WaveStatistics;
  disclosure: WaveDisclosure;
  differences: Differences;
  shrinkage: WaveShrinkage;
  before: { wave: WaveStatistics; disclosure: WaveDisclosure } | null;
}

/** The comparisons of a group by a measure; those that may not be shown say so. */
export function shownVersus(sources: ScoreSources) {
  const { wave, disclosure, differences } = sources;
  const before = sources.before;
  const measureBefore = new Map(
    before
      ? indexesOf(before.wave.measures).map((m) => [
          measureId(before.wave.layout, at(before.wave.measures, m)),
          m,
        ])
      : [],
  );

  const versusOf = (statistics: GroupStatistics, m: MeasureIndex): Versus => {
    const found = at(differences.get(statistics.group.id) ?? [], m);
    return {
      parent: shownElse(found.parent, statistics, m, statistics.group.parent),
      province: shownElse(found.province, statistics, m, wave.wholeId),
      previous: isPreviousShown(statistics, m) ? found.previous : hide(found.previous),
    };
  };

  const shownElse = (
    difference: Difference,
    statistics: GroupStatistics,
    m: MeasureIndex,
    whole: string | null,
  ) => {
    if ('unavailable' in difference || whole === null) return difference;
    const nobodyElse = areSamePeople(statistics, groupById(wave, whole));
    return nobodyElse || disclosure.isComparable(statistics, m, whole) ? difference : hide(difference);
  };

  const isPreviousShown = ({ group }: GroupStatistics, m: MeasureIndex): boolean => {
    const earlier = before?.wave.byId.get(group.id);
    const measure = measureBefore.get(measureId(wave.layout, at(wave.measures, m)));
    if (!before || !earlier || measure === undefined || earlier.group.units.length === 0) return false;
    return before.disclosure.decideMeasure(earlier, measure) === 'detail';
  };

  return versusOf;
}

function hide(difference: Difference): Difference {
  return 'unavailable' in difference ? difference : { unavailable: 'disclosure' };
}
