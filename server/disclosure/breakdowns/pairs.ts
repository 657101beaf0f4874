/** What follows from two rows, or from a whole and the options of one question inside it: found without elimination, and most of what follows. */
import type { Classes, Combination } from './combinations.ts';
import type { ShownRow } from './shownRows.ts';

/**
 * One row less another: who is in one and not in the other. Rows without a class in common only add up.
 * @param matters whether so many persons are looked at, the one row being within the other or not
 */
export function differences(
  { members, persons, rows }: Classes,
  matters: (persons: number, isNested: boolean) => boolean,
): Combination[] {
  const heads = rows.map((row) => row.reduce((sum, column) => sum + persons[column]!, 0));
  const sorted = rows.map((row) => [...row].sort((a, b) => a - b));
  return touchingPairs(sorted, members.length).flatMap(([a, b]): Combination[] => {
    if (!matters(Math.abs(heads[a]! - heads[b]!), true)) return [];
    const { onlyFirst, onlySecond } = apart(sorted[a]!, sorted[b]!);
    const isNested = onlyFirst.length === 0 || onlySecond.length === 0;
    const left = [...onlyFirst, ...onlySecond];
    const count = left.reduce((sum, column) => sum + persons[column]!, 0);
    if (left.length === 0 || !matters(count, isNested)) return [];
    return [{ profiles: left.flatMap((column) => members[column]!), rows: [a, b], isSum: isNested }];
  });
}

/** Pairs of rows that have a class in common. */
function touchingPairs(rows: readonly (readonly number[])[], columns: number): [number, number][] {
  const holding: number[][] = Array.from({ length: columns }, () => []);
  for (const [at, row] of rows.entries()) for (const column of row) holding[column]!.push(at);
  const seen = new Set<number>();
  const pairs: [number, number][] = [];
  for (const list of holding)
    for (let i = 0; i < list.length; i += 1)
      for (let j = i + 1; j < list.length; j += 1) {
        const key = list[i]! * rows.length + list[j]!;
        if (seen.has(key)) continue;
        seen.add(key);
        pairs.push([list[i]!, list[j]!]);
      }
  return pairs;
}

function apart(one: readonly number[], other: readonly number[]) {
  const [onlyFirst, onlySecond]: [number[], number[]] = [[], []];
  let [i, j] = [0, 0];
  while (i < one.length || j < other.length) {
    const [a, b] = [one[i] ?? Number.POSITIVE_INFINITY, other[j] ?? Number.POSITIVE_INFINITY];
    if (a < b) onlyFirst.push(a);
    if (b < a) onlySecond.push(b);
    if (a <= b) i += 1;
    if (b <= a) j += 1;
  }
  return { onlyFirst, onlySecond };
}

/** A whole less the options of one question that lie in it: those who chose a hidden option or gave no answer. */
export function remainders(
  rows: readonly ShownRow[],
  questionOf: (column: number) => number | null,
): Combination[] {
  const found: Combination[] = [];
  const whole = new Map<number, number>();
  for (const [at, { column, profiles }] of rows.entries())
    if (questionOf(column) === null) for (const profile of profiles) whole.set(profile, at);
  const parts = new Map<string, { whole: number; parts: number[] }>();
  for (const [part, { column, profiles }] of rows.entries()) {
    const question = questionOf(column);
    const at = question === null ? undefined : whole.get(profiles[0]!);
    if (at === undefined || !profiles.every((profile) => whole.get(profile) === at)) continue;
    const key = `${at} ${question}`;
    const known = parts.get(key) ?? { whole: at, parts: [] };
    known.parts.push(part);
    parts.set(key, known);
  }
  for (const { whole: at, parts: inside } of parts.values()) {
    const gone = new Set(inside.flatMap((part) => rows[part]!.profiles));
    const profiles = rows[at]!.profiles.filter((profile) => !gone.has(profile));
    if (profiles.length > 0) found.push({ profiles, rows: [at, ...inside], isSum: true });
  }
  return found;
}
