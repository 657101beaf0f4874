/**
 * Estimates from the differences between the offices of a wave: intraclass correlations and empirical Bayes means. Published exactly,
 * each is an equation about every office's mean and size. So where an office is too small to be shown, the hidden offices under one
 * shown total are pooled: the result then follows from numbers that are shown anyway.
 */
import { empiricalBayes } from '../../../statistics/empiricalBayes.ts';
import { icc } from '../../../statistics/icc.ts';
import type { Moments } from '../../../statistics/moments.ts';
import { at, type ListBy, type MeasureIndex, mapBy, type UnitIndex } from '../../tally/indexes.ts';
import { momentsIn } from '../../tally/readTally.ts';
import { addTallies, type Tally } from '../../tally/tally.ts';
import type { WaveDisclosure } from '../waveDisclosure.ts';
import type { GroupStatistics, WaveStatistics } from '../waveStatistics.ts';

/** Intraclass correlations of a measure over the own people of each unit; `offices` counts those with any score. */
export function aggregationOf(wave: WaveStatistics, disclosure: WaveDisclosure, measure: MeasureIndex) {
  const found = icc(officeMoments(wave, disclosure, measure, disclosure.mayAggregateOnce(measure)).groups);
  return {
    icc1: found?.icc1 ?? null,
    // Where offices differ no more than colleagues do, ICC(2) is a number without meaning, possibly −420.
    icc2: found?.icc2Meaningful ? found.icc2 : null,
    offices: wave.own.filter(({ moments }) => at(moments, measure).n > 0).length,
  };
}

export type ShrunkenMeans = ListBy<MeasureIndex, ListBy<UnitIndex, number | null>>;

/** REML empirical Bayes means over the own staff of the units. */
export function shrunkenMeans(wave: WaveStatistics, disclosure: WaveDisclosure): ShrunkenMeans {
  return mapBy(wave.measures, (_, m) =>
    mapBy(posteriorsOf(wave, disclosure, m), (posterior) => posterior?.shrunken ?? null),
  );
}

/**
 * Empirical Bayes of a measure by unit; pooled units share one result. Where offices are hidden, the variance is that between the pooled
 * groups, too: a ratio of variances of all offices changes when people of hidden offices change places, which the exchange attacks find.
 */
export function posteriorsOf(wave: WaveStatistics, disclosure: WaveDisclosure, m: MeasureIndex) {
  const { groups, groupOf } = officeMoments(wave, disclosure, m, disclosure.mayAggregate(m));
  const estimate = empiricalBayes(groups);
  return mapBy(groupOf, (group) => estimate?.groups[group] ?? null);
}

function officeMoments(wave: WaveStatistics, disclosure: WaveDisclosure, m: MeasureIndex, isExact: boolean) {
  const { tallies, groupOf } = pooledOffices(wave, disclosure, m, isExact);
  const groups = tallies.map((tally): Moments => momentsIn(tally, wave.layout, at(wave.measures, m)));
  return { groups, groupOf };
}

/** The tallies of the groups to compare (hidden ones pooled unless `isExact`), and for each unit the place of its group among them. */
export function pooledOffices(
  wave: WaveStatistics,
  disclosure: WaveDisclosure,
  m: MeasureIndex,
  isExact: boolean,
) {
  const pools = new Map<string, GroupStatistics[]>();
  const keys = mapBy(wave.own, (own) => {
    const key = isExact ? own.group.id : (shownAround(wave, disclosure, own, m)?.group.id ?? '');
    pools.set(key, [...(pools.get(key) ?? []), own]);
    return key;
  });
  const order = [...pools.keys()];
  return {
    tallies: [...pools.values()].map((pool) => tallyOfAll(wave, pool)),
    groupOf: mapBy(keys, (key) => order.indexOf(key)),
  };
}

/** The smallest group that holds all of `own` and whose mean is shown. */
function shownAround(
  wave: WaveStatistics,
  disclosure: WaveDisclosure,
  own: GroupStatistics,
  m: MeasureIndex,
) {
  const unit = at(own.group.units, 0);
  const around = wave.groups
    .filter(({ group }) => group.units.includes(unit))
    .sort((a, b) => a.group.units.length - b.group.units.length);
  return [own, ...around].find((each) => ['detail', 'rounded'].includes(disclosure.decideMeasure(each, m)));
}

function tallyOfAll(wave: WaveStatistics, pool: readonly GroupStatistics[]): Tally {
  const tallies = pool.map((each) => each.tally);
  return tallies.length === 1 ? at(tallies, 0) : addTallies(wave.layout, tallies);
}
