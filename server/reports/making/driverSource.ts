/** The people whose answers a report's drivers were estimated from: those of the office itself, or of one above it. */
import { groupId } from '../personGroups.ts';
import type { Drivers } from '../published/reportObject.ts';
import { scopes } from '../scope.ts';
import type { InstrumentIndex } from '../tally/indexes.ts';
import { dimensionScoreProducts } from '../tally/readTally.ts';
import type { GroupStatistics, WaveStatistics } from './waveStatistics.ts';

/** The scope of the office that the weights come from: the one with n complete cases. */
export function driverSource(
  wave: WaveStatistics,
  { from, n }: Pick<Drivers, 'from' | 'n'>,
  instrument: InstrumentIndex,
): GroupStatistics | null {
  for (const scope of scopes) {
    const statistics = wave.byId.get(groupId(scope, from));
    if (statistics && dimensionScoreProducts(statistics.tally, wave.layout, instrument).n === n)
      return statistics;
  }
  return null;
}
