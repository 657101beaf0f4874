/**
 * The mean of the province as if every level and every size of office had answered alike: respondents of the offices with an exact score,
 * raked to the staff of all offices, hidden ones among them. From published scores and headcounts alone.
 */
import { designEffect, rake } from '../../../statistics/raking.ts';
import { z975 } from '../../../statistics/tails.ts';
import { isShown, type Report, type Score, type Suppressed } from '../../published/reportObject.ts';

export interface RakedMean {
  mean: number;
  ci95: [number, number];
  /** Respondents it is made from, and the design effect of their weights. */
  n: number;
  designEffect: number;
  /** Offices with an exact score. */
  offices: number;
}

/** The own staff of an office, or a merged unit (without a level). */
export interface RakedOffice extends Pick<Report, 'rolledUpTo' | 'headcount'> {
  level: string | null;
  index: Pick<Score, 'n' | 'mean' | 'sd'> | Suppressed;
}

/** Staff under 30, to 100, and over: the sizes by which the comparison can be filtered, too. */
const sizeOf = (headcount: number) => (headcount < 30 ? 'small' : headcount <= 100 ? 'medium' : 'large');
const partsOf = ({ level, headcount }: RakedOffice) => [level ?? 'group', sizeOf(headcount ?? 0)];

/** Null where a headcount is unknown or less than the answers. */
export function rakedMean(offices: readonly RakedOffice[]): RakedMean | null {
  const units = offices.filter(({ rolledUpTo }) => rolledUpTo === null);
  if (units.some(({ headcount }) => headcount === null)) return null;
  const exact = units.flatMap((row) => {
    if (!isShown(row.index)) return [];
    const { n, mean, sd } = row.index;
    if (mean === null || typeof sd !== 'number') return [];
    return [{ n, mean, sd, population: row.headcount ?? 0, parts: partsOf(row) }];
  });
  if (exact.length < 2 || exact.some(({ n, population }) => n > population)) return null;
  const divisions = [0, 1].map((at) => {
    const staff = new Map<string, number>();
    for (const row of units) {
      const part = partsOf(row)[at] ?? '';
      staff.set(part, (staff.get(part) ?? 0) + (row.headcount ?? 0));
    }
    return staff;
  });
  const weights = rake(exact, divisions);
  if (!weights) return null;
  const cells = exact.map((cell, i) => ({ ...cell, weight: weights[i] ?? 0 }));
  const total = cells.reduce((sum, { n, weight }) => sum + n * weight, 0);
  const share = ({ n, weight }: { n: number; weight: number }) => (n * weight) / total;
  const mean = cells.reduce((sum, cell) => sum + share(cell) * cell.mean, 0);
  // Each office is a stratum with the finite correction of its own staff; the weights are taken as given.
  const variance = cells.reduce(
    (sum, cell) => sum + (share(cell) ** 2 * (1 - cell.n / cell.population) * cell.sd ** 2) / cell.n,
    0,
  );
  const half = z975 * Math.sqrt(variance);
  return {
    mean,
    ci95: [mean - half, mean + half],
    n: cells.reduce((sum, { n }) => sum + n, 0),
    designEffect: designEffect(cells) ?? 1,
    offices: cells.length,
  };
}
