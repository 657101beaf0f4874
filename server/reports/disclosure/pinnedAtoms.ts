/**
 * The audit of a breakdown by linear programming: an attacker who knows all shown sums of all options and totals, and every count,
 * bounds the mean of each cell of few persons.
 */
import { type BreakdownMeasure, remainderOf } from './breakdownAudit.ts';
import type { Forest } from './laminarForest.ts';
import { type LinearSystem, linearBounds } from './linearBounds.ts';

interface Limits {
  measures: readonly BreakdownMeasure[];
  minimumDetail: number;
  leastRange: number;
}

type Known = LinearSystem['known'];

/** Unknowns are the sums of the cells with somebody in them: an empty cell is known to be empty. */
function unknownsOf(measure: BreakdownMeasure) {
  const columns = [...measure.options, remainderOf(measure, () => false)];
  const cells = columns.flatMap(({ n, sum }, column) =>
    n.flatMap((persons, atom) => (persons > 0 ? [{ column, atom, persons, sum: sum?.[atom] ?? 0 }] : [])),
  );
  const numbers = new Map(cells.map(({ column, atom }, unknown) => [`${column} ${atom}`, unknown]));
  const known = (atoms: readonly number[], ofColumns: readonly number[]): Known => {
    const unknowns = ofColumns.flatMap((column) =>
      atoms.flatMap((atom) => numbers.get(`${column} ${atom}`) ?? []),
    );
    if (unknowns.length === 0) return [];
    const sum = unknowns.reduce((total, unknown) => total + cells[unknown]!.sum, 0);
    return [{ terms: unknowns.map((unknown) => [unknown, 1] as const), low: sum - 1e-6, high: sum + 1e-6 }];
  };
  return { columns: columns.map((_, column) => column), cells, known };
}

async function pinnedIn(
  forest: Forest,
  measure: BreakdownMeasure,
  { minimumDetail, leastRange }: Limits,
  totals: readonly boolean[],
  shown: readonly boolean[][],
): Promise<number[]> {
  const { columns, cells, known } = unknownsOf(measure);
  const ofTotals = forest.nodes.flatMap(({ atoms }, node) => (totals[node] ? known(atoms, columns) : []));
  const ofOptions = forest.nodes.flatMap(({ atoms }, node) =>
    shown.flatMap((option, column) => (option[node] ? known(atoms, [column]) : [])),
  );
  const limits = cells.map(({ persons }) => [0, 100 * persons] as const);
  const rangesOf = async (rows: Known, unknowns: readonly number[]) => {
    const bounds = await linearBounds(
      { limits, known: rows },
      unknowns.map((unknown) => [unknown]),
    );
    return bounds.map(([low, high], i) => (high - low) / cells[unknowns[i]!]!.persons);
  };
  const few = cells.flatMap(({ persons }, unknown) => (persons < minimumDetail ? [unknown] : []));
  const ranges = await rangesOf([...ofTotals, ...ofOptions], few);
  const narrow = few.filter((_, i) => ranges[i]! < leastRange);
  const alone = await rangesOf(ofTotals, narrow);
  const isWorse = (unknown: number, i: number) =>
    ranges[few.indexOf(unknown)]! < Math.min(leastRange, alone[i]!) - 1e-3;
  return narrow.filter(isWorse).map((unknown) => cells[unknown]!.atom);
}

/**
 * Atoms with a cell of few persons whose mean the shown options narrow to less than leastRange points (a range that the totals alone leave
 * is no fault of the breakdown).
 */
export async function pinnedAtoms(
  forest: Forest,
  limits: Limits,
  totals: readonly boolean[],
  shown: readonly boolean[][],
): Promise<number[]> {
  if (!shown.some((option) => option.some(Boolean))) return [];
  const pinned = new Set<number>();
  for (const measure of limits.measures.filter(({ total }) => total.sum)) {
    for (const atom of await pinnedIn(forest, measure, limits, totals, shown)) pinned.add(atom);
  }
  return [...pinned];
}
