/**
 * What a group is compared with in the previous wave: the same measure of the same group, if it covers the same offices and was asked in
 * the same way.
 */
import { at } from '../tally/indexes.ts';
import type { PreviousMoments } from './differences.ts';
import { earlierMeasures } from './earlierMeasures.ts';
import type { GroupStatistics, WaveStatistics } from './waveStatistics.ts';

/** The codes of the offices whose own staff a group holds, in one string. */
function officesIn({ wave }: WaveStatistics, { group }: GroupStatistics): string {
  return group.units
    .flatMap((unit) => at(wave.units, unit).offices)
    .sort()
    .join('\n');
}

/** The moments of the same group and measure in the previous wave; without a previous wave always `noPrevious`. */
export function previousMoments(now: WaveStatistics, before: WaveStatistics | null): PreviousMoments {
  if (!before) return () => ({ unavailable: 'noPrevious' });
  const earlierOf = earlierMeasures(now, before);
  return (statistics, m) => {
    const { verdict, measure } = earlierOf(m);
    if (verdict === 'noPrevious') return { unavailable: 'noPrevious' };
    const earlier = before.byId.get(statistics.group.id);
    if (!earlier || earlier.group.units.length === 0) return { unavailable: 'officeChanged' };
    if (officesIn(now, statistics) !== officesIn(before, earlier)) return { unavailable: 'officeChanged' };
    if (verdict === 'changed' || measure === undefined) return { unavailable: 'changed' };
    return at(earlier.moments, measure);
  };
}
