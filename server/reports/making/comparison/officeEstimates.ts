/**
 * What is estimated from the differences between the offices of a wave: intraclass correlations and empirical Bayes means. Given
 * exactly, each is an equation about every office's mean and size. So where an office is too small to be spoken of, those
 * that are not shown count together as far as a shown total holds them: the result then follows from what is shown anyway.
 */
import { empiricalBayes } from '../../../statistics/empiricalBayes.ts';
import { icc } from '../../../statistics/icc.ts';
import type { Moments } from '../../../statistics/moments.ts';
import { momentsIn } from '../../tally/readTally.ts';
import { addTallies, type Tally } from '../../tally/tally.ts';
import type { WaveDisclosure } from '../waveDisclosure.ts';
import type { GroupStatistics, WaveStatistics } from '../waveStatistics.ts';

/** Intraclass correlations of a measure over the own people of each unit; `offices` counts those with any score. */
export function aggregationOf(wave: WaveStatistics, disclosure: WaveDisclosure, measure: number) {
  const found = icc(officeMoments(wave, disclosure, measure, disclosure.mayAggregateOnce(measure)).groups);
  return {
    icc1: found?.icc1 ?? null,
    icc2: found?.icc2 ?? null,
    offices: wave.own.filter(({ moments }) => moments[measure]!.n > 0).length,
  };
}

/** REML empirical Bayes means over the own people of the units: for each measure, by unit position. */
export function shrunkenMeans(wave: WaveStatistics, disclosure: WaveDisclosure): (number | null)[][] {
  return wave.measures.map((_, m) =>
    posteriorsOf(wave, disclosure, m).map((posterior) => posterior?.shrunken ?? null),
  );
}

/** Empirical Bayes of a measure by unit position; units that count together share what is said of them all. */
export function posteriorsOf(wave: WaveStatistics, disclosure: WaveDisclosure, m: number) {
  const { groups, groupOf } = officeMoments(wave, disclosure, m, disclosure.mayAggregate(m));
  const estimate = empiricalBayes(groups);
  return groupOf.map((position) => estimate?.groups[position] ?? null);
}

function officeMoments(wave: WaveStatistics, disclosure: WaveDisclosure, m: number, isExact: boolean) {
  const { tallies, groupOf } = pooledOffices(wave, disclosure, m, isExact);
  const groups = tallies.map((tally): Moments => momentsIn(tally, wave.layout, wave.measures[m]!));
  return { groups, groupOf };
}

/** The tallies of the groups to compare, hidden ones pooled unless `isExact`, and for each unit the position of its group. */
export function pooledOffices(wave: WaveStatistics, disclosure: WaveDisclosure, m: number, isExact: boolean) {
  const pools = new Map<string, GroupStatistics[]>();
  const keys = wave.own.map((own) => {
    const key = isExact ? own.group.id : (shownAround(wave, disclosure, own, m)?.group.id ?? '');
    pools.set(key, [...(pools.get(key) ?? []), own]);
    return key;
  });
  const order = [...pools.keys()];
  return {
    tallies: order.map((key) => tallyOfAll(wave, pools.get(key)!)),
    groupOf: keys.map((key) => order.indexOf(key)),
  };
}

/** The smallest group that holds all of `own` and whose mean is shown. */
function shownAround(wave: WaveStatistics, disclosure: WaveDisclosure, own: GroupStatistics, m: number) {
  const [unit] = own.group.units;
  const around = wave.groups
    .filter(({ group }) => group.units.includes(unit!))
    .sort((a, b) => a.group.units.length - b.group.units.length);
  return [own, ...around].find((each) => ['detail', 'rounded'].includes(disclosure.decideMeasure(each, m)));
}

function tallyOfAll(wave: WaveStatistics, pool: readonly GroupStatistics[]): Tally {
  if (pool.length === 1) return pool[0]!.tally;
  return addTallies(
    wave.layout,
    pool.map((each) => each.tally),
  );
}
