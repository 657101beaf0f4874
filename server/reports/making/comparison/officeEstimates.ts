/**
 * Estimates from the differences between the offices of a wave: intraclass correlations and empirical Bayes means. Published exactly,
 * each is an equation about every office's mean and size. So where an office is too small to be shown, the hidden offices under one
 * shown total are pooled: the result then follows from numbers that are shown anyway.
 */
import type { Decision } from '../../../disclosure/protectMeasures.ts';
import {
  empiricalBayes,
  type PooledMoments,
  type ShrunkenGroup,
} from '../../../statistics/empiricalBayes.ts';
import { icc } from '../../../statistics/icc.ts';
import type { Moments } from '../../../statistics/moments.ts';
import type { ShrinkageBasis } from '../../published/reportObject.ts';
import { at, type ListBy, type MeasureIndex, mapBy, type UnitIndex } from '../../tally/indexes.ts';
import { momentsIn } from '../../tally/readTally.ts';
import { addTallies, type Tally } from '../../tally/tally.ts';
import type { WaveDisclosure } from '../waveDisclosure.ts';
import type { GroupStatistics, WaveStatistics } from '../waveStatistics.ts';

/** Intraclass correlations of a measure over the own people of each unit; `offices` counts those with any score. */
export function aggregationOf(wave: WaveStatistics, disclosure: WaveDisclosure, measure: MeasureIndex) {
  const { tallies } = pooledOffices(wave, disclosure, measure);
  const found = icc(tallies.map((tally) => momentsIn(tally, wave.layout, at(wave.measures, measure))));
  return {
    icc1: found?.icc1 ?? null,
    // Where offices differ no more than colleagues do, ICC(2) is a number without meaning, possibly −420.
    icc2: found?.icc2Meaningful ? found.icc2 : null,
    offices: wave.own.filter(({ moments }) => at(moments, measure).n > 0).length,
  };
}

export interface Shrinkage {
  /** REML empirical Bayes means of the own staff of the units; null for one that is not estimated. */
  posteriors: ListBy<UnitIndex, ShrunkenGroup | null>;
  basis: ShrinkageBasis;
}

export type WaveShrinkage = ListBy<MeasureIndex, Shrinkage>;

export function shrinkageOf(wave: WaveStatistics, disclosure: WaveDisclosure): WaveShrinkage {
  return mapBy(wave.measures, (_, m) => shrinkMeasure(wave, disclosure, m));
}

/**
 * Every office by itself where none is hidden. Otherwise an office counts as it is published: with n, mean and sd; with its rounded mean;
 * or together with the hidden ones under the same shown total, as a group whose mean varies less than an office's. A ratio of variances
 * of all offices as they are would tell more: it changes when people of hidden offices change places, which the exchange attacks find.
 */
function shrinkMeasure(wave: WaveStatistics, disclosure: WaveDisclosure, m: MeasureIndex): Shrinkage {
  const isExact = disclosure.mayAggregate(m);
  const { pools, groupOf } = poolsOf(wave, disclosure, m);
  const isDetailed = ([own]: readonly GroupStatistics[]) =>
    isExact || (own !== undefined && disclosure.decideMeasure(own, m) === 'detail');
  const isRounded = ([own]: readonly GroupStatistics[], n: number) =>
    n < wave.wave.minimumDetail || (own !== undefined && disclosure.decideMeasure(own, m) === 'rounded');
  const estimate = empiricalBayes(
    pools.map((pool) => {
      const moments = momentsIn(tallyOfAll(wave, pool), wave.layout, at(wave.measures, m));
      return isDetailed(pool)
        ? moments
        : publishedMoments(moments, shareOf(pool, m), isRounded(pool, moments.n));
    }),
  );
  const alone = pools.filter((pool) => isDetailed(pool) && heardIn(pool, m) > 0).length;
  return {
    posteriors: mapBy(groupOf, (group) => estimate?.groups[group] ?? null),
    basis: { offices: alone, all: alone === heardIn(wave.own, m) },
  };
}

const heardIn = (offices: readonly GroupStatistics[], m: MeasureIndex) =>
  offices.filter(({ moments }) => at(moments, m).n > 0).length;

/** What is known of a rounded office, or of hidden ones by subtraction. */
function publishedMoments({ n, mean }: Moments, share: number, isRounded: boolean): PooledMoments {
  return { n, mean: isRounded && mean !== null ? Math.round(mean) : mean, variance: null, share };
}

/** Σ(N_j/N)² of the offices with answers, by headcounts since numbers of answers are hidden; as if alike where some are unknown. */
function shareOf(pool: readonly GroupStatistics[], m: MeasureIndex): number {
  const heard = pool.filter(({ moments }) => at(moments, m).n > 0);
  const counts = heard.map(({ group }) => group.headcount ?? 0);
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (counts.includes(0)) return 1 / Math.max(1, heard.length);
  return counts.reduce((sum, count) => sum + (count / total) ** 2, 0) || 1;
}

/**
 * The tallies of the groups to compare, hidden ones pooled, and for each unit the place of its group among them. One by one the hidden ones
 * would be an equation about their sums; these are whole numbers, and of sixteen digits only one way to fill them may agree.
 * @param known what of an office may stand by itself: where deviations count, five to nine people of whom only the mean is given do not
 */
export function pooledOffices(
  wave: WaveStatistics,
  disclosure: WaveDisclosure,
  m: MeasureIndex,
  known = withMean,
) {
  const { pools, groupOf } = poolsOf(wave, disclosure, m, known);
  return { tallies: pools.map((pool) => tallyOfAll(wave, pool)), groupOf };
}

const withMean: readonly Decision[] = ['detail', 'rounded'];

function poolsOf(wave: WaveStatistics, disclosure: WaveDisclosure, m: MeasureIndex, known = withMean) {
  const isEach = wave.own.every((own) => [...known, 'absent'].includes(disclosure.decideMeasure(own, m)));
  const isExact = isEach || (known === withMean && disclosure.mayAggregate(m));
  const pools = new Map<string, GroupStatistics[]>();
  const keys = mapBy(wave.own, (own) => {
    const key = isExact ? own.group.id : (shownAround(wave, disclosure, own, m, known)?.group.id ?? '');
    pools.set(key, [...(pools.get(key) ?? []), own]);
    return key;
  });
  const order = [...pools.keys()];
  return { pools: [...pools.values()], groupOf: mapBy(keys, (key) => order.indexOf(key)) };
}

/** The smallest group that holds all of `own` and is shown so. */
function shownAround(
  wave: WaveStatistics,
  disclosure: WaveDisclosure,
  own: GroupStatistics,
  m: MeasureIndex,
  known: readonly Decision[],
) {
  const unit = at(own.group.units, 0);
  const around = wave.groups
    .filter(({ group }) => group.units.includes(unit))
    .sort((a, b) => a.group.units.length - b.group.units.length);
  return [own, ...around].find((each) => known.includes(disclosure.decideMeasure(each, m)));
}

function tallyOfAll(wave: WaveStatistics, pool: readonly GroupStatistics[]): Tally {
  const tallies = pool.map((each) => each.tally);
  return tallies.length === 1 ? at(tallies, 0) : addTallies(wave.layout, tallies);
}
