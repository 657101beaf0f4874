/**
 * A statistic over the own people of all units (an intraclass correlation) is an equation about the means of the hidden ones. One
 * may be shown while at least two of those stay free after the totals that are shown around them.
 */

import type { Disclosure } from './disclose.ts';
import type { Decision } from './disclosure/protect.ts';
import type { GroupStatistics, WaveStatistics } from './waveStatistics.ts';

/** Hidden means more than shown totals around them. */
export const leastFree = 2;

function isShownAs(decision: Decision): boolean {
  return decision === 'detail' || decision === 'rounded';
}

/** Own groups that have answers, by the smallest group around them whose mean is shown (null: there is none). */
function byTotal(
  { own, groups, layout }: WaveStatistics,
  decide: (group: GroupStatistics) => Decision,
): Map<string | null, { hidden: GroupStatistics[]; shown: GroupStatistics[] }> {
  const totals = groups
    .filter((each) => each.group.units.length > 1 && isShownAs(decide(each)))
    .sort((a, b) => a.group.units.length - b.group.units.length);
  const result = new Map<string | null, { hidden: GroupStatistics[]; shown: GroupStatistics[] }>();
  for (const [unit, each] of own.entries()) {
    if (each.tally.cells[layout.responses] === 0) continue;
    const total = totals.find(({ group }) => group.units.includes(unit))?.group.id ?? null;
    const parts = result.get(total) ?? { hidden: [], shown: [] };
    parts[isShownAs(decide(each)) ? 'shown' : 'hidden'].push(each);
    result.set(total, parts);
  }
  return result;
}

/** How many means of hidden own groups stay free after the totals around them. */
export function freeMeans(wave: WaveStatistics, decide: (group: GroupStatistics) => Decision): number {
  return [...byTotal(wave, decide)].reduce(
    (free, [total, { hidden }]) => free + Math.max(0, hidden.length - (total === null ? 0 : 1)),
    0,
  );
}

/**
 * For each dimension whose intraclass correlation would tell a hidden mean: the offices to be hidden as well, one beside
 * hidden ones or two of another total, whichever are the fewest people.
 */
export function groupsToHide(
  wave: WaveStatistics,
  disclosure: Disclosure,
): { measure: number; id: string }[] {
  return wave.measures.flatMap(({ kind }, m) => {
    if (kind !== 'dimension' || disclosure.mayAggregateOnce(m)) return [];
    const people = (each: GroupStatistics) => each.moments[m]!.n;
    const choices = [...byTotal(wave, (each) => disclosure.decide(each, m))].map(([total, parts]) => {
      const needed = total === null || parts.hidden.length > 0 ? 1 : 2;
      const chosen = parts.shown.sort((a, b) => people(a) - people(b)).slice(0, needed);
      const cost = chosen.reduce((sum, each) => sum + people(each), 0);
      return { chosen, cost: chosen.length < needed ? Number.POSITIVE_INFINITY : cost };
    });
    const [best] = choices.sort((a, b) => a.cost - b.cost);
    if (!best || !Number.isFinite(best.cost)) return [];
    return best.chosen.map(({ group }) => ({ measure: m, id: group.id }));
  });
}
