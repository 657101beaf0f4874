/**
 * The comparison of all offices by their own people: means, bands, marks, and ranks that say how sure they are. Only offices
 * whose index is shown in detail are ranked, and only among each other, so that no rank tells of a hidden one.
 */
import { empiricalBayes } from '../statistics/empiricalBayes.ts';
import { type RankInterval, rankIntervals } from '../statistics/rankIntervals.ts';
import { type Difference, isShown, type Mark, type Report, type Score, type Suppressed } from './report.ts';
import type { WaveStatistics } from './waveStatistics.ts';

export interface ComparedScore {
  n: number;
  mean: number | null;
  band: number | null;
  borderline: boolean | null;
  shrunken: number | null;
  /** Against everyone else of the wave. */
  mark: Mark | null;
}

export interface ComparedRow {
  /** Code of an office or a merged unit. */
  office: string;
  level: string | null;
  index: ComparedScore | Suppressed;
  rank: RankInterval | null;
  dimensions: ({ id: string } & (ComparedScore | Suppressed))[];
}

export interface Comparison {
  wave: string;
  instruments: { id: string; rows: ComparedRow[] }[];
}

/** The same wave gives the same ranks each time. */
const seed = 20_260_321;

export function comparisonOf(wave: WaveStatistics, reports: readonly Report[]): Comparison {
  const byOffice = new Map(
    reports.filter(({ scope }) => scope === 'own').map((report) => [report.office, report]),
  );
  return {
    wave: wave.wave._id,
    instruments: wave.instruments.map(({ id }, i) => {
      const ranks = ranksOf(wave, byOffice, i);
      return {
        id,
        rows: wave.own.flatMap(({ group }, unit) => {
          const part = byOffice.get(group.code)?.instruments[i];
          if (!part) return [];
          return {
            office: group.code,
            level: group.level,
            index: compared(part.index),
            rank: ranks[unit] ?? null,
            dimensions: part.dimensions.map((dimension) => ({ id: dimension.id, ...compared(dimension) })),
          };
        }),
      };
    }),
  };
}

/** By unit position; undefined where the index is not shown in detail. */
function ranksOf(wave: WaveStatistics, byOffice: ReadonlyMap<string, Report>, i: number) {
  const m = wave.measures.findIndex((measure) => measure.kind === 'index' && measure.instrument === i);
  const estimate = empiricalBayes(wave.own.map(({ moments }) => moments[m]!));
  const ranked = wave.own.flatMap(({ group }, unit) => {
    const index = byOffice.get(group.code)?.instruments[i]?.index;
    const posterior = estimate?.groups[unit];
    return index && posterior && isShown(index) && index.shrunken !== null ? [{ unit, posterior }] : [];
  });
  const intervals = rankIntervals(
    ranked.map(({ posterior }) => posterior),
    seed,
  );
  const ranks: RankInterval[] = [];
  for (const [position, { unit }] of ranked.entries()) ranks[unit] = intervals[position]!;
  return ranks;
}

function compared(score: Score | Suppressed): ComparedScore | Suppressed {
  if (!isShown(score)) return { suppressed: score.suppressed };
  const { n, mean, band, borderline, shrunken, versus } = score;
  return { n, mean, band, borderline, shrunken, mark: markOf(versus.province) };
}

function markOf(difference: Difference): Mark | null {
  return 'mark' in difference ? difference.mark : null;
}
