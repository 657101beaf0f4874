/**
 * The three comparisons of every group and measure: with everyone else of the parent's subtree, with everyone else of the wave,
 * and with the same office in the previous wave. p values are adjusted over whole families, of which hidden groups count in the size (`adjustFamily`).
 */
import { marginOf } from '../../instruments/bands.ts';
import { detectableDifference } from '../../statistics/detectableDifference.ts';
import { hedgesG } from '../../statistics/hedgesG.ts';
import type { Moments } from '../../statistics/moments.ts';
import { welchTest } from '../../statistics/welchTest.ts';
import type { Difference, TestedDifference } from '../published/reportObject.ts';
import { significance, verdictOn } from '../published/verdicts.ts';
import { at, indexesOf, type ListBy, type MeasureIndex, mapBy } from '../tally/indexes.ts';
import { adjustFamily } from './adjustFamily.ts';
import { instrumentOf } from './exactScore.ts';
import type { IsComparisonShown } from './shownComparisons.ts';
import {
  areSamePeople,
  type GroupStatistics,
  groupById,
  momentsOfOthers,
  type WaveStatistics,
} from './waveStatistics.ts';

export const versusKeys = ['parent', 'province', 'previous'] as const;
export type VersusKey = (typeof versusKeys)[number];
/** For each group id, for each measure, the three comparisons before disclosure control. */
export type Differences = Map<string, ListBy<MeasureIndex, Record<VersusKey, Difference>>>;

/** Fewer persons than this on either side are described, not tested. */
const minTestedSide = 10;

interface Compared {
  result: Difference;
  /** Persons on the smaller side. */
  smallerSide: number;
}

type Comparisons = ListBy<MeasureIndex, Compared>;

function compare(a: Moments, b: Moments): Compared {
  const test = welchTest(a, b);
  const difference = a.mean === null || b.mean === null ? null : a.mean - b.mean;
  return {
    smallerSide: Math.min(a.n, b.n),
    result: {
      difference,
      ci95: test?.ci95 ?? null,
      p: test?.p ?? null,
      pAdjusted: null,
      effect: hedgesG(a, b)?.g ?? null,
      mark: 'notTested',
      verdict: null,
      detectable: test && detectableDifference(test.se, test.df),
    },
  };
}

const unavailable = (reason: 'isProvince' | 'disclosure'): Compared => ({
  result: { unavailable: reason },
  smallerSide: 0,
});

function withEveryoneElse(wave: WaveStatistics, part: GroupStatistics, wholeId: string | null): Comparisons {
  const whole = wholeId === null ? undefined : wave.byId.get(wholeId);
  const isWholeWave = areSamePeople(part, groupById(wave, wave.wholeId));
  if (!whole || (isWholeWave && areSamePeople(part, whole))) {
    return mapBy(wave.measures, () => unavailable('isProvince'));
  }
  // Its own small staff report with others, so nobody knows the numbers of just this branch.
  if (whole.group.units.length === 0) return mapBy(wave.measures, () => unavailable('disclosure'));
  const rest = momentsOfOthers(wave, whole, part);
  return mapBy(part.moments, (moments, m) => compare(moments, at(rest, m)));
}

/** The moments of the previous wave that a group is compared with, or why there are none. */
export type PreviousMoments = (
  group: GroupStatistics,
  measure: MeasureIndex,
) => Moments | { unavailable: 'noPrevious' | 'changed' | 'officeChanged' };

function withPrevious(wave: WaveStatistics, group: GroupStatistics, previous: PreviousMoments): Comparisons {
  return mapBy(wave.measures, (_, m) => {
    const other = previous(group, m);
    return 'unavailable' in other ? { result: other, smallerSide: 0 } : compare(at(group.moments, m), other);
  });
}

/** All comparisons of all groups that have people. */
export function differencesOf(
  wave: WaveStatistics,
  previous: PreviousMoments,
  isShown: IsComparisonShown,
): Differences {
  const present = wave.groups.filter(({ group }) => group.units.length > 0);
  const compared = new Map<string, Record<VersusKey, Comparisons>>(
    present.map((statistics) => {
      const province = withEveryoneElse(wave, statistics, wave.wholeId);
      const parent =
        statistics.group.parent === wave.wholeId
          ? mapBy(province, copyOf)
          : withEveryoneElse(wave, statistics, statistics.group.parent);
      return [
        statistics.group.id,
        { parent, province, previous: withPrevious(wave, statistics, previous) },
      ] as const;
    }),
  );
  for (const family of familiesOf(wave)) {
    for (const key of versusKeys) {
      for (const m of indexesOf(wave.measures)) {
        adjust(
          family.flatMap((statistics) => {
            const found = compared.get(statistics.group.id);
            return found ? [{ ...at(found[key], m), isShown: isShown(statistics, m, key) }] : [];
          }),
          marginOf(instrumentOf(wave, at(wave.measures, m))),
        );
      }
    }
  }
  return new Map(
    [...compared].map(([id, sides]) => [
      id,
      mapBy(wave.measures, (_, m) => ({
        parent: at(sides.parent, m).result,
        province: at(sides.province, m).result,
        previous: at(sides.previous, m).result,
      })),
    ]),
  );
}

function copyOf({ result, smallerSide }: Compared): Compared {
  return { result: { ...result }, smallerSide };
}

/** All own scopes; the subtrees of each level. */
function familiesOf({ own, groups }: WaveStatistics): (readonly GroupStatistics[])[] {
  const levels = new Map<string | null, GroupStatistics[]>();
  for (const statistics of groups) {
    const { scope, units, level } = statistics.group;
    if (scope === 'own' || units.length === 0) continue;
    levels.set(level, [...(levels.get(level) ?? []), statistics]);
  }
  return [own, ...levels.values()];
}

function adjust(family: readonly (Compared & { isShown: boolean })[], margin: number): void {
  const tested = family.flatMap((each) => ('p' in each.result ? [{ ...each, result: each.result }] : []));
  const adjusted = adjustFamily(
    tested.map(({ result: { p }, isShown, smallerSide }) => ({ p, isShown, smallerSide })),
  );
  for (const [i, { result, smallerSide }] of tested.entries()) {
    result.pAdjusted = at(adjusted, i);
    result.mark = markOf(result.difference, result.pAdjusted, smallerSide);
    result.verdict = verdictOn(result, margin);
  }
}

function markOf(
  difference: number | null,
  pAdjusted: number | null,
  smallerSide: number,
): TestedDifference['mark'] {
  if (difference === null || pAdjusted === null || smallerSide < minTestedSide) return 'notTested';
  if (pAdjusted >= significance) return 'notDifferent';
  return difference > 0 ? 'higher' : 'lower';
}
