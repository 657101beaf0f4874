/**
 * Audits a breakdown against an attacker who knows every count and all shown sums of options and totals, and bounds the mean of each cell
 * of few persons.
 */
import { type BreakdownMeasure, remainderOf } from './breakdownAudit.ts';
import { cellRange, type NetworkCell } from './cellRanges.ts';
import { rangeOfHidden } from './hideUntilSafe.ts';
import type { Forest } from './laminarForest.ts';

interface Limits {
  measures: readonly BreakdownMeasure[];
  minimumDetail: number;
  minRange: number;
}

/** Rounding error, in points, of sums of fractions; a range that is searched up to a limit may fall short of it by this much. */
const tolerance = 1e-3;

interface Cell extends NetworkCell {
  atom: number;
  persons: number;
  sum: number;
}

/** Nodes come parents first, so the last one shown around an atom is the smallest; -1 where none is. */
function smallestShown({ nodes, atomCount }: Forest, shown: readonly boolean[]): number[] {
  const smallest: number[] = new Array(atomCount).fill(-1);
  for (const [index, { atoms }] of nodes.entries()) {
    if (shown[index]) for (const atom of atoms) smallest[atom] = index;
  }
  return smallest;
}

/** Cells with somebody in them (an empty one is known to be empty), each between its smallest shown total and option sum. */
function cellsOf(
  forest: Forest,
  measure: BreakdownMeasure,
  totals: readonly boolean[],
  shown: readonly boolean[][],
): Cell[] {
  const totalOf = smallestShown(forest, totals);
  const columns = [...measure.options, remainderOf(measure, () => false)];
  return columns.flatMap(({ n, sum }, column) => {
    const options = shown[column];
    const optionOf = options ? smallestShown(forest, options) : new Array<number>(n.length).fill(-1);
    const first = 1 + (column + 1) * forest.nodes.length;
    return n.flatMap((persons, atom): Cell[] => {
      if (persons === 0) return [];
      const down = Math.min(100 * persons, Math.max(0, sum?.[atom] ?? 0));
      const option = optionOf[atom] === -1 ? 0 : first + optionOf[atom]!;
      return [
        { atom, persons, sum: down, total: 1 + totalOf[atom]!, option, down, up: 100 * persons - down },
      ];
    });
  });
}

/** Atoms with a cell that can be narrowed down. */
function pinnedIn(cells: readonly Cell[], { minimumDetail, minRange }: Limits): number[] {
  const together = new Map<number, { persons: number; sum: number }>();
  for (const { total, persons, sum } of cells) {
    const all = together.get(total) ?? { persons: 0, sum: 0 };
    together.set(total, { persons: all.persons + persons, sum: all.sum + sum });
  }
  return cells.flatMap(({ atom, persons, total }, at) => {
    if (persons >= minimumDetail) return [];
    const all = together.get(total)!;
    const alone = total === 0 ? 100 : rangeOfHidden(persons, all.persons, all.sum);
    const minWidth = (Math.min(minRange, alone) - tolerance) * persons;
    return cellRange(cells, at, minWidth) < minWidth - tolerance ? [atom] : [];
  });
}

/**
 * For each cell of few persons that the shown options narrow to less than minRange points: the smallest group around it that shows an
 * option. (A range that the totals alone leave is no fault of the breakdown.)
 */
export function pinningNodes(
  forest: Forest,
  limits: Limits,
  totals: readonly boolean[],
  shown: readonly boolean[][],
): number[] {
  const isOpen = forest.nodes.map((_, node) => shown.some((option) => option[node]));
  if (!isOpen.includes(true)) return [];
  const around = smallestShown(forest, isOpen);
  const measures = limits.measures.filter(({ total }) => total.sum);
  const pinned = measures.flatMap((measure) => pinnedIn(cellsOf(forest, measure, totals, shown), limits));
  return [...new Set(pinned.map((atom) => around[atom]!))].filter((node) => node >= 0);
}
