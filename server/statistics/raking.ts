/**
 * Raking: weights of respondents that make their shares in several known divisions of the staff (by level, by size of the office) those of
 * the staff, when only the totals of each division are known and not of their combinations. It corrects for who answered only as far as
 * the divisions tell; within a division those who are silent are taken to think like those who answered.
 *
 *     repeat over the divisions: w_i ← w_i · N_k/Σ_{j∈k} w_j, until all totals are met          (Deming & Stephan 1940)
 *     design effect = n·Σw²/(Σw)²                                                               (Kish 1965)
 */
import { requireCount } from './misuse.ts';

/** Respondents who fall into the same part of every division. */
export interface RakedCell {
  n: number;
  /** Its part in each division, in the order of the divisions. */
  parts: readonly string[];
}

const maxRounds = 1000;
const tolerance = 1e-12;

/**
 * The weight of each respondent of a cell; their mean over all respondents is 1. `divisions` hold staff by part; a part in which nobody
 * answered is left out. Null when nobody answered, or no weights meet all totals.
 */
export function rake(
  cells: readonly RakedCell[],
  divisions: readonly ReadonlyMap<string, number>[],
): number[] | null {
  for (const { n } of cells) requireCount('n', n);
  for (const staff of divisions.flatMap((division) => [...division.values()])) requireCount('staff', staff);
  const all = cells.reduce((sum, { n }) => sum + n, 0);
  if (all === 0) return null;
  const targets = divisions.map((division, at) => targetsOf(cells, division, at, all));
  if (targets.some((target) => target === null)) return null;
  const weights = cells.map(() => 1);
  for (let round = 0; round < maxRounds; round += 1) {
    let worst = 0;
    for (const [at, target] of targets.entries()) {
      const sums = sumsOf(cells, weights, at);
      for (const [i, { parts }] of cells.entries()) {
        const part = parts[at] ?? '';
        const factor = target!.get(part)! / sums.get(part)!;
        if (sums.get(part)! > 0) weights[i]! *= factor;
        if (cells[i]!.n > 0) worst = Math.max(worst, Math.abs(factor - 1));
      }
    }
    if (worst < tolerance) return weights;
  }
  return null;
}

/** Respondents there should be in each part in which somebody answered; null where the staff of such a part is unknown. */
function targetsOf(
  cells: readonly RakedCell[],
  division: ReadonlyMap<string, number>,
  at: number,
  all: number,
): Map<string, number> | null {
  const heard = new Set(cells.filter(({ n }) => n > 0).map(({ parts }) => parts[at] ?? ''));
  const staff = [...heard].reduce((sum, part) => sum + (division.get(part) ?? 0), 0);
  if ([...heard].some((part) => !division.get(part))) return null;
  return new Map([...heard].map((part) => [part, (all * division.get(part)!) / staff]));
}

function sumsOf(cells: readonly RakedCell[], weights: readonly number[], at: number): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [i, { n, parts }] of cells.entries()) {
    const part = parts[at] ?? '';
    sums.set(part, (sums.get(part) ?? 0) + n * weights[i]!);
  }
  return sums;
}

/** How many times as many responses a weighted mean needs as an unweighted one; 1 where all weigh the same. */
export function designEffect(cells: readonly { n: number; weight: number }[]): number | null {
  const n = cells.reduce((sum, cell) => sum + cell.n, 0);
  const total = cells.reduce((sum, cell) => sum + cell.n * cell.weight, 0);
  const squares = cells.reduce((sum, cell) => sum + cell.n * cell.weight ** 2, 0);
  return total === 0 ? null : (n * squares) / total ** 2;
}
