/**
 * Which counts of people over nested groups may be shown: how many of each group have something in common that is counted, such as a word in
 * their comments. What can be had by subtracting shown counts from one another holds the limit as well, and so do those who have it not.
 */

export interface CountedGroup {
  id: string;
  /** Positions of the smallest sets of persons. Any two groups are nested or disjoint. */
  atoms: readonly number[];
}

interface ProtectCounts {
  groups: readonly CountedGroup[];
  /** How many of each atom have it. */
  having: readonly number[];
  /** How many of each atom were counted at all. */
  all: readonly number[];
  least: number;
}

/** Ids of the groups whose count may be shown; the widest come first. Of two groups with the same people both are, or none. */
export function protectCounts({ groups, having, all, least }: ProtectCounts): Set<string> {
  const sum = (values: readonly number[], atoms: Iterable<number>) => {
    let total = 0;
    for (const atom of atoms) total += values[atom] ?? 0;
    return total;
  };
  const holds = (atoms: Iterable<number> & { size: number }) =>
    atoms.size === 0 || (sum(having, atoms) >= least && sum(all, atoms) - sum(having, atoms) >= least);
  const chosen: { atoms: Set<number>; rest: Set<number> }[] = [];
  const shown = new Set<string>();
  for (const same of widestFirst(groups)) {
    const atoms = new Set(same[0]?.atoms);
    const around = chosen.findLast((one) => [...atoms].every((atom) => one.atoms.has(atom)));
    const rest = new Set(around?.rest);
    for (const atom of atoms) rest.delete(atom);
    if (atoms.size === 0 || !holds(atoms) || (around && !holds(rest))) continue;
    if (around) around.rest = rest;
    chosen.push({ atoms, rest: new Set(atoms) });
    for (const { id } of same) shown.add(id);
  }
  return shown;
}

/** Groups with the same atoms together. */
function widestFirst(groups: readonly CountedGroup[]): CountedGroup[][] {
  const byAtoms = new Map<string, CountedGroup[]>();
  for (const group of groups) {
    const name = [...group.atoms].sort((a, b) => a - b).join(' ');
    byAtoms.set(name, [...(byAtoms.get(name) ?? []), group]);
  }
  return [...byAtoms.values()].sort(
    ([a], [b]) => (b?.atoms.length ?? 0) - (a?.atoms.length ?? 0) || ((a?.id ?? '') < (b?.id ?? '') ? -1 : 1),
  );
}

/** A count as it is shown: «at least so many», in steps of the limit, so that sums and overlaps of several counts cannot be solved. */
export function steppedCount(count: number, step: number): number {
  return step * Math.floor(count / step);
}
