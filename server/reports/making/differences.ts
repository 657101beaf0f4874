/**
 * The three comparisons of every group and measure: with everyone else of the parent's subtree, with everyone else of the wave,
 * and with the same office in the previous wave. p values are adjusted over whole families, hidden groups included (`adjustFamily`).
 */
import { hedgesG } from '../../statistics/hedgesG.ts';
import type { Moments } from '../../statistics/moments.ts';
import { welchTest } from '../../statistics/welchTest.ts';
import type { Difference, TestedDifference } from '../published/reportObject.ts';
import { adjustFamily } from './adjustFamily.ts';
import {
  areSamePeople,
  type GroupStatistics,
  momentsOfOthers,
  type WaveStatistics,
} from './waveStatistics.ts';

export const versusKeys = ['parent', 'province', 'previous'] as const;
export type VersusKey = (typeof versusKeys)[number];
/** For each group id, for each measure, the three comparisons before disclosure control. */
export type Differences = Map<string, Record<VersusKey, Difference>[]>;

/** Fewer persons than this on either side are described, not tested. */
const minTestedSide = 10;
const significance = 0.05;

interface Compared {
  result: Difference;
  /** The smaller side. */
  smallerSide: number;
}

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
    },
  };
}

const unavailable = (reason: 'isProvince' | 'disclosure'): Compared => ({
  result: { unavailable: reason },
  smallerSide: 0,
});

function withEveryoneElse(wave: WaveStatistics, part: GroupStatistics, wholeId: string | null): Compared[] {
  const whole = wholeId === null ? undefined : wave.byId.get(wholeId);
  const isWholeWave = areSamePeople(part, wave.byId.get(wave.wholeId)!);
  if (!whole || (isWholeWave && areSamePeople(part, whole))) {
    return wave.measures.map(() => unavailable('isProvince'));
  }
  // Its own small staff report with others, so nobody knows the numbers of just this branch.
  if (whole.group.units.length === 0) return wave.measures.map(() => unavailable('disclosure'));
  const rest = momentsOfOthers(wave, whole, part);
  return part.moments.map((moments, m) => compare(moments, rest[m]!));
}

/** What stands on the other side of `previous`: moments, or why there are none. */
export type PreviousMoments = (
  group: GroupStatistics,
  measure: number,
) => Moments | { unavailable: 'noPrevious' | 'changed' | 'officeChanged' };

function withPrevious(wave: WaveStatistics, group: GroupStatistics, previous: PreviousMoments): Compared[] {
  return wave.measures.map((_, m) => {
    const other = previous(group, m);
    return 'unavailable' in other ? { result: other, smallerSide: 0 } : compare(group.moments[m]!, other);
  });
}

/** All comparisons of all groups that have people. */
export function differencesOf(wave: WaveStatistics, previous: PreviousMoments): Differences {
  const present = wave.groups.filter(({ group }) => group.units.length > 0);
  const compared = new Map(
    present.map((statistics) => {
      const province = withEveryoneElse(wave, statistics, wave.wholeId);
      const parent =
        statistics.group.parent === wave.wholeId
          ? province.map(copyOf)
          : withEveryoneElse(wave, statistics, statistics.group.parent);
      return [
        statistics.group.id,
        { parent, province, previous: withPrevious(wave, statistics, previous) },
      ] as const;
    }),
  );
  for (const family of familiesOf(wave)) {
    for (const comparison of versusKeys) {
      for (const m of wave.measures.keys()) {
        adjust(
          family.map((statistics) => ({
            ...compared.get(statistics.group.id)![comparison][m]!,
            minimum: wave.wave.minimum,
          })),
        );
      }
    }
  }
  return new Map(
    [...compared].map(([id, sides]) => [
      id,
      wave.measures.map((_, m) => ({
        parent: sides.parent[m]!.result,
        province: sides.province[m]!.result,
        previous: sides.previous[m]!.result,
      })),
    ]),
  );
}

function copyOf({ result, smallerSide: least }: Compared): Compared {
  return { result: { ...result }, smallerSide: least };
}

/** All own scopes; the subtrees of each level. */
function familiesOf({ own, groups }: WaveStatistics): GroupStatistics[][] {
  const levels = new Map<string | null, GroupStatistics[]>();
  for (const statistics of groups) {
    const { scope, units, level } = statistics.group;
    if (scope === 'own' || units.length === 0) continue;
    levels.set(level, [...(levels.get(level) ?? []), statistics]);
  }
  return [own, ...levels.values()];
}

/** A comparison tells of both its sides: the p of too few people on either one must not decide another's. */
function adjust(family: readonly (Compared & { minimum: number })[]): void {
  const adjusted = adjustFamily(
    family.map(({ result, smallerSide: least, minimum }) => ({
      p: 'p' in result ? result.p : null,
      isBelowMinimum: least < minimum,
    })),
  );
  for (const [i, { result, smallerSide: least }] of family.entries()) {
    if (!('p' in result)) continue;
    result.pAdjusted = adjusted[i]!;
    result.mark = markOf(result.difference, result.pAdjusted, least);
  }
}

function markOf(
  difference: number | null,
  pAdjusted: number | null,
  least: number,
): TestedDifference['mark'] {
  if (difference === null || pAdjusted === null || least < minTestedSide) return 'notTested';
  if (pAdjusted >= significance) return 'notDifferent';
  return difference > 0 ? 'higher' : 'lower';
}
