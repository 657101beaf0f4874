/**
 * What is shown as rows over profiles. A column's group less the groups inside it that are shown as well is what it tells beyond them: the
 * rows of these rests tell exactly as much as the groups themselves, and hang together only where something is hidden.
 */
import type { BreakdownTable } from './breakdownTable.ts';

export interface ShownRow {
  column: number;
  node: number;
  /** Shown nodes directly inside, whose people are not in this row: if one of them were hidden, its people would be. */
  inside: number[];
  /** Positions of profiles. */
  profiles: number[];
}

/** @param shown by node; rests without anybody are left out */
export function rowsOfColumn(
  { forest, profilesIn }: BreakdownTable,
  column: number,
  shown: readonly boolean[],
): ShownRow[] {
  const coveredBy = new Map<number, number>();
  const rows: ShownRow[] = [];
  for (let node = forest.nodes.length - 1; node >= 0; node -= 1) {
    if (!shown[node]) continue;
    const { atoms } = forest.nodes[node]!;
    const open = atoms.filter((unit) => !coveredBy.has(unit));
    const inside = new Set(atoms.flatMap((unit) => coveredBy.get(unit) ?? []));
    for (const unit of atoms) coveredBy.set(unit, node);
    const profiles = open.flatMap((unit) => profilesIn[column]![unit]!);
    if (profiles.length > 0) rows.push({ column, node, inside: [...inside], profiles });
  }
  return rows;
}

/** Positions of the rows that hold each profile, in order; profiles in no row are left out. */
export function rowsByProfile(rows: readonly ShownRow[]): Map<number, number[]> {
  const holding = new Map<number, number[]>();
  for (const [at, { profiles }] of rows.entries())
    for (const profile of profiles) {
      const list = holding.get(profile);
      if (list) list.push(at);
      else holding.set(profile, [at]);
    }
  return holding;
}

/** Rows that share a profile, directly or through others, are one component: what follows from them follows from one of them alone. */
export function componentsOf(rows: readonly ShownRow[], profiles: number): ShownRow[][] {
  const above = Array.from({ length: profiles }, (_, at) => at);
  const find = (at: number): number => {
    let top = at;
    while (above[top] !== top) top = above[top]!;
    for (let next = at; above[next] !== top; ) [next, above[next]] = [above[next]!, top];
    return top;
  };
  for (const row of rows) {
    const first = find(row.profiles[0]!);
    for (const at of row.profiles) above[find(at)] = first;
  }
  const byTop = new Map<number, ShownRow[]>();
  for (const row of rows) {
    const top = find(row.profiles[0]!);
    const component = byTop.get(top);
    if (component) component.push(row);
    else byTop.set(top, [row]);
  }
  return [...byTop.values()];
}
