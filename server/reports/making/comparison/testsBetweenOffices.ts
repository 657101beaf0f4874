/**
 * Do offices differ at all, and by how much? Analysis of variance, Welch's and Kruskal–Wallis over the own people of the offices, with
 * the share of the spread that lies between them, and whether a dimension may be read as a property of offices. Kept rounded as
 * they are shown, since an exact statistic over all offices would be one more equation about those that are hidden.
 */
import { type AggregationVerdict, aggregationVerdict } from '../../../statistics/aggregationVerdict.ts';
import { icc } from '../../../statistics/icc.ts';
import { kruskalWallis } from '../../../statistics/kruskalWallis.ts';
import { oneWay } from '../../../statistics/oneWay.ts';
import { rwgj } from '../../../statistics/rwg.ts';
import { welchAnova } from '../../../statistics/welchAnova.ts';
import { histogramOf, momentsIn } from '../../tally/readTally.ts';
import { itemVariances } from '../dimensionQuality.ts';
import type { WaveDisclosure } from '../waveDisclosure.ts';
import { type GroupStatistics, measureId, type WaveStatistics } from '../waveStatistics.ts';
import { pooledOffices } from './officeEstimates.ts';

export interface TestsBetweenOffices {
  /** Offices compared; hidden ones count together. */
  offices: number;
  anova: { F: number | null; df: [number, number]; p: number | null } | null;
  welch: { F: number; df: [number, number]; p: number } | null;
  kruskalWallis: { H: number; df: number; p: number } | null;
  eta2: number | null;
  omega2: number | null;
  /** null for an index, which is no construct of its own. */
  verdict: AggregationVerdict | null;
}

/** By measure id: indexes and dimensions. */
export function testsBetweenOffices(
  wave: WaveStatistics,
  disclosure: WaveDisclosure,
): Map<string, TestsBetweenOffices> {
  const result = new Map<string, TestsBetweenOffices>();
  for (const [m, measure] of wave.measures.entries()) {
    if (measure.kind === 'item') continue;
    result.set(measureId(wave.layout, measure), testsOf(wave, disclosure, m));
  }
  return result;
}

function testsOf(wave: WaveStatistics, disclosure: WaveDisclosure, m: number): TestsBetweenOffices {
  const measure = wave.measures[m]!;
  const tallies = pooledOffices(wave, disclosure, m, disclosure.mayAggregate(m)).tallies;
  const moments = tallies.map((tally) => momentsIn(tally, wave.layout, measure));
  const anova = oneWay(moments);
  const welch = welchAnova(moments);
  const ranks = kruskalWallis(tallies.map((tally) => histogramOf(tally, wave.layout, measure)));
  return {
    offices: moments.filter(({ n }) => n > 0).length,
    anova: anova && {
      F: rounded(anova.F, 2),
      df: [anova.dfBetween, anova.dfWithin],
      p: rounded(anova.p, 4),
    },
    welch: welch && {
      F: rounded(welch.F, 2)!,
      df: [welch.df1, rounded(welch.df2, 0)!],
      p: rounded(welch.p, 4)!,
    },
    kruskalWallis: ranks && { H: rounded(ranks.H, 1)!, df: ranks.df, p: rounded(ranks.p, 4)! },
    eta2: rounded(anova?.eta2 ?? null, 3),
    omega2: rounded(anova?.omega2 ?? null, 3),
    verdict:
      measure.kind === 'dimension'
        ? verdictOn(wave, disclosure, measure.dimension, wave.own, icc(moments))
        : null,
  };
}

/** With the agreement inside `offices` as far as it is shown; values rounded as they are read. */
export function verdictOn(
  wave: WaveStatistics,
  disclosure: WaveDisclosure,
  dimension: number,
  offices: readonly GroupStatistics[],
  between: ReturnType<typeof icc>,
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
  dimension: number,
  nullVariance: 'uniform' | 'slightSkew',
): number | null {
  const variances = itemVariances(tally, layout, dimension);
  const { points } = layout.dimensions[dimension]!;
  return variances && rwgj({ itemVariances: variances, points, nullVariance });
}

export function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}
