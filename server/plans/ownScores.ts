/**
 * The published scores of all offices in one dimension of a wave, and what single persons differ by: what comparisons of plans are made from.
 * Everything is read after disclosure control; an office whose score is hidden or only bounded is not there.
 */
import { findPublishedComparison, findPublishedReport } from '../reports/published/findPublished.ts';
import { isShown } from '../reports/published/reportObject.ts';
import { rootOffice } from '../waves/rootOffice.ts';
import type { Wave } from '../waves/wave.ts';

export interface OwnScore {
  n: number;
  mean: number;
  level: string;
}

export interface DimensionScores {
  /** By code of the office or reporting group. */
  offices: Map<string, OwnScore>;
  /** Standard deviation of single persons' scores over the whole wave. */
  sd: number;
  /** ICC(1); 0 where it is unknown or negative. */
  icc: number;
}

/** By dimension; a dimension whose score for the whole wave is not shown is left out. */
export async function ownScores(wave: Wave, instrument: string): Promise<Map<string, DimensionScores>> {
  const [comparison, whole] = await Promise.all([
    findPublishedComparison(wave, instrument),
    findPublishedReport(wave, rootOffice(wave), 'subtree'),
  ]);
  const part = whole?.instruments.find(({ id }) => id === instrument);
  const found = new Map<string, DimensionScores>();
  if (!comparison || !part) return found;
  for (const dimension of part.dimensions) {
    if (!isShown(dimension) || typeof dimension.sd !== 'number') continue;
    found.set(dimension.id, {
      offices: new Map(),
      sd: dimension.sd,
      icc: Math.max(0, part.aggregation[dimension.id]?.icc1 ?? 0),
    });
  }
  for (const row of comparison.rows) {
    if (row.rolledUpTo !== null) continue;
    for (const score of row.dimensions) {
      if (!isShown(score) || score.bounded || score.mean === null) continue;
      const level = row.level ?? 'group';
      found.get(score.id)?.offices.set(row.office, { n: score.n, mean: score.mean, level });
    }
  }
  return found;
}

/** Variance of persons within an office, in points². */
export const withinVariance = ({ sd, icc }: Pick<DimensionScores, 'sd' | 'icc'>) => sd ** 2 * (1 - icc);

/** Groups that hold the same offices in both waves, by code. */
export function unchangedUnits(first: Wave, second: Wave): Set<string> {
  const held = (wave: Wave) =>
    new Map(wave.units.map(({ code, offices }) => [code, [...offices].sort().join(' ')]));
  const [before, after] = [held(first), held(second)];
  return new Set([...before].filter(([code, offices]) => after.get(code) === offices).map(([code]) => code));
}
