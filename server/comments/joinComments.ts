/**
 * Which comments on one question are read together: those of a unit by themselves where enough people wrote, and those of the other units with
 * one another at the lowest office that has enough of them below it. Each comment is in one circle at most, so no two lists can be subtracted.
 */
import { groupId, type PersonGroup } from '../reports/personGroups.ts';

export interface Circle {
  /** The office or unit on whose report they are read. */
  place: string;
  /** `own` of one unit; `subtree` of units that each have too few. */
  scope: PersonGroup['scope'];
  /** Codes of the units; those in which nobody wrote belong to it too, so that the list does not say who wrote. */
  units: string[];
  /** How many people wrote. */
  writers: number;
}

interface JoinComments {
  /** The wave's groups of persons (`personGroupsOf`). */
  groups: readonly PersonGroup[];
  /** Codes of the units, in the order that groups know them by. */
  units: readonly string[];
  /** How many people of each unit wrote, in the same order. */
  writers: readonly number[];
  /** So many are needed. */
  least: number;
  /** False where people were told that only comments of their own unit are read together. */
  joins: boolean;
}

/** In the order in which they were found: units, then offices from the lowest to the root. */
export function joinComments({ groups, units, writers, least, joins }: JoinComments): Circle[] {
  const waiting = new Set<number>(units.keys());
  const circles: Circle[] = [];
  const take = (place: string, scope: Circle['scope'], members: readonly number[]) => {
    const count = members.reduce((sum, unit) => sum + (writers[unit] ?? 0), 0);
    if (count < least) return;
    circles.push({ place, scope, units: members.map((unit) => units[unit] ?? ''), writers: count });
    for (const unit of members) waiting.delete(unit);
  };
  for (const [unit, code] of units.entries()) take(code, 'own', [unit]);
  if (!joins) return circles;
  for (const { code, units: inside } of lowestFirst(groups)) {
    const members = inside.filter((unit) => waiting.has(unit));
    // One unit alone has too few; of several that hold enough none is read by itself.
    if (members.length > 1) take(code, 'subtree', members);
  }
  return circles;
}

/** Only whole subtrees: a unit that reaches beyond one is waiting for the next above. */
function lowestFirst(groups: readonly PersonGroup[]): PersonGroup[] {
  return groups
    .filter(({ scope, units }) => scope === 'subtree' && units.length > 0)
    .sort((a, b) => a.units.length - b.units.length || (a.code < b.code ? -1 : 1));
}

/** The circle in which comments of a unit are read, whether or not anybody of it wrote; undefined where they are not read at all. */
export function circleOf(circles: readonly Circle[], unit: string): Circle | undefined {
  return circles.find(({ units }) => units.includes(unit));
}

/** Those whose comments stand on the report of an office in a scope. */
export function circlesAt(circles: readonly Circle[], place: string, scope: Circle['scope']): Circle[] {
  const wanted = groupId(scope, place);
  return circles.filter((circle) => groupId(circle.scope, circle.place) === wanted);
}
