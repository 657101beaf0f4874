/**
 * Which groups and measures of a wave may be compared with the previous wave: the group must cover the same offices, and what has the
 * same id must have been asked in the same way.
 */
import { comparableDimensions, itemChangesBetween } from '../../instruments/compareVersions.ts';
import type { Instrument } from '../../instruments/instrument.ts';
import { at, indexesOf } from '../tally/indexes.ts';
import type { Measure } from '../tally/readTally.ts';
import type { PreviousMoments } from './differences.ts';
import { type GroupStatistics, measureId, type WaveStatistics } from './waveStatistics.ts';

/** The codes of the offices whose own staff a group holds, in one string. */
function officesIn({ wave }: WaveStatistics, { group }: GroupStatistics): string {
  return group.units
    .flatMap((unit) => at(wave.units, unit).offices)
    .sort()
    .join('\n');
}

type Verdict = 'same' | 'changed' | 'noPrevious';

function verdictsOf(earlier: Instrument, later: Instrument): Map<string, Verdict> {
  const dimensions = comparableDimensions(earlier, later);
  const items = itemChangesBetween(earlier, later);
  const isSame =
    later.dimensions.length === earlier.dimensions.length && dimensions.size === later.dimensions.length;
  const verdict = (same: boolean): Verdict => (same ? 'same' : 'changed');
  return new Map([
    [`index:${later.id}`, verdict(isSame)],
    ...later.dimensions.map(({ id }): [string, Verdict] => [`dimension:${id}`, verdict(dimensions.has(id))]),
    ...later.dimensions
      .flatMap((dimension) => dimension.items)
      .map(({ id }): [string, Verdict] => [
        `item:${id}`,
        verdict((items.get(id) ?? 'changed') !== 'changed'),
      ]),
  ]);
}

/** The moments of the same group and measure in the previous wave; without a previous wave always `noPrevious`. */
export function previousMoments(now: WaveStatistics, before: WaveStatistics | null): PreviousMoments {
  if (!before) return () => ({ unavailable: 'noPrevious' });
  const verdicts = new Map<string, Verdict>(
    now.instruments.flatMap((later) => {
      const earlier = before.instruments.find(({ id }) => id === later.id);
      return earlier ? [...verdictsOf(earlier, later)] : [];
    }),
  );
  const measureOf = new Map(
    indexesOf(before.measures).map((m) => [measureId(before.layout, at(before.measures, m)), m]),
  );
  const idOf = (measure: Measure) => measureId(now.layout, measure);
  return (statistics, m) => {
    const id = idOf(at(now.measures, m));
    const verdict = verdicts.get(id) ?? 'noPrevious';
    const measure = measureOf.get(id);
    if (verdict === 'noPrevious') return { unavailable: 'noPrevious' };
    const earlier = before.byId.get(statistics.group.id);
    if (!earlier || earlier.group.units.length === 0) return { unavailable: 'officeChanged' };
    if (officesIn(now, statistics) !== officesIn(before, earlier)) return { unavailable: 'officeChanged' };
    if (verdict === 'changed' || measure === undefined) return { unavailable: 'changed' };
    return at(earlier.moments, measure);
  };
}
