/**
 * How sure the rank of an office is. Means are drawn many times from their empirical-Bayes posteriors and ranked each
 * time; the interval holds 95 % of those ranks. A league table without it invites praise and blame for noise. See
 * Goldstein & Spiegelhalter. The generator is seeded, so the same wave always shows the same intervals.
 */
import { requireCount, requireFinite } from './misuse.ts';
import { normalDraws } from './normalDraws.ts';

export interface Posterior {
  shrunken: number;
  conditionalSd: number;
}

export interface RankInterval {
  /** Expected rank, 1 for the highest mean; a fraction when offices change places. */
  rank: number;
  low: number;
  high: number;
  /** Offices that cannot be told from the first of their band share its number, counted from 1. */
  band: number;
}

/** One interval for each group, in the order given. Groups that are exactly equal share all the ranks they occupy. */
export function rankIntervals(groups: readonly Posterior[], seed: number, draws = 2000): RankInterval[] {
  requireCount('draws', draws, 1);
  for (const group of groups) requireFinite('posterior', group.shrunken, group.conditionalSd);
  const normal = normalDraws(seed);
  const lows = groups.map(() => new Array<number>(groups.length).fill(0));
  const highs = groups.map(() => new Array<number>(groups.length).fill(0));
  for (let draw = 0; draw < draws; draw += 1) {
    const values = groups.map((group) => group.shrunken + group.conditionalSd * normal());
    for (const { group, first, last } of rank(values)) {
      lows[group]![first]! += 1;
      highs[group]![last]! += 1;
    }
  }
  return withBands(
    groups.map((_, i) => ({
      rank: 1 + (meanPlace(lows[i]!, draws) + meanPlace(highs[i]!, draws)) / 2,
      low: 1 + placeAt(lows[i]!, 0.025 * draws),
      high: 1 + placeAt(highs[i]!, 0.975 * draws),
    })),
  );
}

/** Places from 0 for the highest value; equal values share the first to the last of theirs. */
function rank(values: readonly number[]): { group: number; first: number; last: number }[] {
  const order = values.map((_, group) => group).sort((a, b) => values[b]! - values[a]!);
  const placed: { group: number; first: number; last: number }[] = [];
  for (let first = 0; first < order.length; ) {
    let last = first;
    while (last + 1 < order.length && values[order[last + 1]!] === values[order[first]!]) last += 1;
    for (let place = first; place <= last; place += 1) placed.push({ group: order[place]!, first, last });
    first = last + 1;
  }
  return placed;
}

function meanPlace(counts: readonly number[], draws: number): number {
  return counts.reduce((sum, count, place) => sum + count * place, 0) / draws;
}

function placeAt(counts: readonly number[], target: number): number {
  let seen = 0;
  return counts.findIndex((count) => {
    seen += count;
    return seen >= target;
  });
}

/** From the top down: an office whose interval still reaches that of the band's first office belongs to its band. */
function withBands(intervals: readonly Omit<RankInterval, 'band'>[]): RankInterval[] {
  const order = intervals.map((_, i) => i).sort((a, b) => intervals[a]!.rank - intervals[b]!.rank);
  const bands = new Array<number>(intervals.length).fill(0);
  let [band, reach] = [0, 0];
  for (const i of order) {
    if (intervals[i]!.low > reach) [band, reach] = [band + 1, intervals[i]!.high];
    bands[i] = band;
  }
  return intervals.map((interval, i) => ({ ...interval, band: bands[i]! }));
}
