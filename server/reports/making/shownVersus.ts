/** The comparisons of a group by a measure, as far as they are shown; those that may not be shown say so. */

import type { Difference } from '../published/reportObject.ts';
import { at, type MeasureIndex } from '../tally/indexes.ts';
import type { WaveShrinkage } from './comparison/officeEstimates.ts';
import type { Differences } from './differences.ts';
import { hideComparison, type Versus } from './discloseScore.ts';
import type { IsComparisonShown } from './shownComparisons.ts';
import type { WaveDisclosure } from './waveDisclosure.ts';
import type { GroupStatistics, WaveStatistics } from './waveStatistics.ts';

/** What the scores of a wave are made from. */
export interface ScoreSources {
  wave: WaveStatistics;
  disclosure: WaveDisclosure;
  differences: Differences;
  isComparisonShown: IsComparisonShown;
  shrinkage: WaveShrinkage;
}

export function shownVersus({ differences, isComparisonShown }: ScoreSources) {
  return (statistics: GroupStatistics, m: MeasureIndex): Versus => {
    const found = at(differences.get(statistics.group.id) ?? [], m);
    const shown = (key: keyof Versus): Difference =>
      isComparisonShown(statistics, m, key) ? found[key] : hideComparison(found[key]);
    return { parent: shown('parent'), province: shown('province'), previous: shown('previous') };
  };
}
