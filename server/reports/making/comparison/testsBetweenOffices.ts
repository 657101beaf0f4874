/**
 * Do offices differ at all, and by how much? Analysis of variance, Welch's test and Kruskal–Wallis over the own staff of the offices, with
 * the share of variance between offices, and whether a dimension may be read as a property of offices. Stored rounded as they are
 * shown, since an exact statistic over all offices would be one more equation about the hidden ones.
 */
import { type AggregationVerdict, aggregationVerdict } from '../../../statistics/aggregationVerdict.ts';
import { icc } from '../../../statistics/icc.ts';
import { kruskalWallis } from '../../../statistics/kruskalWallis.ts';
import { oneWay } from '../../../statistics/oneWay.ts';
import { rwgj } from '../../../statistics/rwg.ts';
import { welchAnova } from '../../../statistics/welchAnova.ts';
import { at, type DimensionIndex, indexesOf, type MeasureIndex } from '../../tally/indexes.ts';
import { histogramOf, momentsIn } from '../../tally/readTally.ts';
import type { Tally } from '../../tally/tally.ts';
import { itemVariances } from '../dimensionQuality.ts';
import type { WaveDisclosure } from '../waveDisclosure.ts';
import { type GroupStatistics, measureId, type WaveStatistics } from '../waveStatistics.ts';
import { pooledOffices } from './officeEstimates.ts';

export interface TestsBetweenOffices {
  /** Number of offices compared; pooled ones count as one. */
  offices: number;
  anova: { F: number | null; df: [number, number]; p: number | null } | null;
  welch: { F: number; df: [number, number]; p: number } | null;
  kruskalWallis: { H: number; df: number; p: number } | null;
  eta2: number | null;
  omega2: number | null;
  /** null for an index, which is not a construct of its own. */
  verdict: AggregationVerdict | null;
}

/** By measure id: indexes and dimensions. */
export function testsBetweenOffices(
  wave: WaveStatistics,
  disclosure: WaveDisclosure,
): Map<string, TestsBetweenOffices> {
  const result = new Map<string, TestsBetweenOffices>();
  for (const m of indexesOf(wave.measures)) {
    const measure = at(wave.measures, m);
    if (measure.kind === 'item') continue;
    result.set(measureId(wave.layout, measure), testsOf(wave, disclosure, m));
  }
  return result;
}

function testsOf(wave: WaveStatistics, disclosure: WaveDisclosure, m: MeasureIndex): TestsBetweenOffices {
  const measure = at(wave.measures, m);
  const momentsOf = (tallies: readonly Tally[]) =>
    tallies.map((tally) => momentsIn(tally, wave.layout, measure));
  const moments = momentsOf(pooledOffices(wave, disclosure, m).tallies);
  // These use the deviation and the answers of each office.
  const inDetail = pooledOffices(wave, disclosure, m, ['detail']).tallies;
  const anova = oneWay(moments);
  const welch = welchAnova(momentsOf(inDetail));
  const ranks = kruskalWallis(inDetail.map((tally) => histogramOf(tally, wave.layout, measure)));
  return {
    offices: moments.filter(({ n }) => n > 0).length,
    anova: anova && {
      F: rounded(anova.F, 2),
      df: [anova.dfBetween, anova.dfWithin],
      p: rounded(anova.p, 4),
    },
    welch: welch && {
      F: round(welch.F, 2),
      df: [welch.df1, round(welch.df2, 0)],
      p: round(welch.p, 4),
    },
    kruskalWallis: ranks && { H: round(ranks.H, 1), df: ranks.df, p: round(ranks.p, 4) },
    eta2: rounded(anova?.eta2 ?? null, 3),
    omega2: rounded(anova?.omega2 ?? null, 3),
    verdict:
      measure.kind === 'dimension'
        ? verdictOn(wave, disclosure, { dimension: measure.dimension, offices: wave.own, icc: icc(moments) })
        : null,
  };
}

export interface JudgedDimension {
  dimension: DimensionIndex;
  /** The offices whose agreement counts, as far as it is shown. */
  offices: readonly GroupStatistics[];
  /** Of all offices. */
  icc: ReturnType<typeof icc>;
}

/** Whether a dimension may be read as a property of offices; values rounded as they are shown. */
export function verdictOn(
  wave: WaveStatistics,
  disclosure: WaveDisclosure,
  { dimension, offices, icc: between }: JudgedDimension,
): AggregationVerdict {
  const shown = offices.filter((office) => disclosure.decideCompleteCases(office, dimension) === 'detail');
  const agreementOf = (nullVariance: 'uniform' | 'slightSkew') =>
    shown.map((office) => agreementIn(wave, office, dimension, nullVariance));
  const verdict = aggregationVerdict({
    icc: between,
    agreement: agreementOf('uniform'),
    agreementSkewed: agreementOf('slightSkew'),
  });
  return {
    ...verdict,
    reasons: verdict.reasons.map((reason) => ({ ...reason, value: rounded(reason.value, 4) })),
  };
}

function agreementIn(
  { layout }: WaveStatistics,
  { tally }: GroupStatistics,
  dimension: DimensionIndex,
  nullVariance: 'uniform' | 'slightSkew',
): number | null {
  const variances = itemVariances(tally, layout, dimension);
  const { points } = at(layout.dimensions, dimension);
  return variances && rwgj({ itemVariances: variances, points, nullVariance });
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

export function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : round(value, digits);
}
