/**
 * The comparison of all offices: one small document for each instrument, so that its page reads nothing else. Own staff and subtrees,
 * means, bands, marks, and ranks with their uncertainty. Only offices whose index is shown in detail are ranked, and only among
 * each other, so that no rank reveals anything about a hidden office.
 */
import { type RankInterval, rankIntervals } from '../../../statistics/rankIntervals.ts';
import type {
  DimensionReport,
  Mark,
  Report,
  Score,
  ShrinkageBasis,
  Suppressed,
  Verdict,
} from '../../published/reportObject.ts';
import { isShown } from '../../published/reportObject.ts';
import { at, type InstrumentIndex, indexesOf } from '../../tally/indexes.ts';
import type { WaveDisclosure } from '../waveDisclosure.ts';
import { indexMeasure, measureId, type WaveStatistics } from '../waveStatistics.ts';
import type { ChangeOverWaves } from './changeOverWaves.ts';
import type { WaveShrinkage } from './officeEstimates.ts';
import { type ProvinceMean, provinceMeans } from './provinceMeans.ts';
import { type AlikeByDimension, pickDimensions } from './questionsAlike.ts';
import { type RakedMean, rakedMean } from './rakedMean.ts';
import { type TestsBetweenOffices, testsBetweenOffices } from './testsBetweenOffices.ts';

/** The part of an office's index that pages about many offices need. */
export type ComparedScore = Omit<Score, 'sd' | 'neutral' | 'unfavourable'>;

/** A cell of the heat map. */
export type ComparedDimension = { id: string } & (
  | (Pick<Score, 'n' | 'mean' | 'band' | 'bounded'> & {
      /** Against everyone else of the wave. */
      mark: Mark | null;
      verdict: Verdict | null;
    })
  | Suppressed
);

export interface ComparedRow {
  /** Code of an office or a merged unit. */
  office: string;
  level: string | null;
  rolledUpTo: string | null;
  headcount: number | null;
  responses: Report['responses'];
  index: ComparedScore | Suppressed;
  rank: RankInterval | null;
  dimensions: ComparedDimension[];
}

export interface OfficeComparison {
  wave: string;
  /** Id of the instrument. */
  id: string;
  /** Own people. */
  rows: ComparedRow[];
  /** Offices with all below them. */
  subtrees: ComparedRow[];
  /** Of the index; absent in comparisons of older versions. */
  shrinkage?: ShrinkageBasis;
  means: ProvinceMean[];
  /** Of the index; absent in comparisons of older versions. */
  raked?: RakedMean | null;
  /**
   * By dimension, whether its questions mean the same at all levels, and as in the wave before where both asked it; absent in comparisons of
   * older versions.
   */
  alike?: { levels: AlikeByDimension; waves: AlikeByDimension };
  /** Of the index over five waves and more; null where there are too few, absent in comparisons of older versions. */
  change?: ChangeOverWaves | null;
  /** By measure id of the index and the dimensions. */
  between: Record<string, TestsBetweenOffices>;
}

/** The same wave gives the same ranks each time. */
const seed = 20_260_321;

/** What is estimated over all offices, once for the wave. */
export interface WaveEstimates {
  shrinkage: WaveShrinkage;
  alike: { levels: AlikeByDimension; waves: AlikeByDimension };
}

export function compareOffices(
  wave: WaveStatistics,
  disclosure: WaveDisclosure,
  reports: readonly Report[],
  { shrinkage, alike }: WaveEstimates,
): OfficeComparison[] {
  const own = reports.filter(({ scope }) => scope === 'own');
  const subtrees = reports.filter(({ scope }) => scope === 'subtree');
  const levelOf = new Map(wave.groups.map(({ group }) => [group.code, group.level]));
  const between = testsBetweenOffices(wave, disclosure);
  return indexesOf(wave.instruments).map((i): OfficeComparison => {
    const { id } = at(wave.instruments, i);
    const ranks = ranksOf(wave, shrinkage, own, i);
    const row = (report: Report) =>
      comparedRow(report, i, { level: levelOf.get(report.office) ?? null, rank: null });
    const measures = wave.measures.filter(
      (measure) =>
        (measure.kind === 'index' && measure.instrument === i) ||
        (measure.kind === 'dimension' && at(wave.layout.dimensions, measure.dimension).instrument === i),
    );
    const ids = new Set(measures.map((measure) => measureId(wave.layout, measure)));
    return {
      wave: wave.wave._id,
      id,
      rows: own.map((report) => ({ ...row(report), rank: ranks.get(report.office) ?? null })),
      subtrees: subtrees.map(row),
      shrinkage: at(shrinkage, indexMeasure(wave, i)).basis,
      means: provinceMeans(reports, wave.wholeId, i),
      raked: rakedMean(
        own.map(({ office, rolledUpTo, headcount, instruments }) => ({
          ...{ rolledUpTo, headcount, level: levelOf.get(office) ?? null },
          index: at(instruments, i).index,
        })),
      ),
      alike: {
        levels: pickDimensions(wave, i, alike.levels),
        waves: pickDimensions(wave, i, alike.waves),
      },
      between: Object.fromEntries([...between].filter(([measure]) => ids.has(measure))),
    };
  });
}

/** One office's row; also for reports that are not released. */
export function comparedRow(
  report: Report,
  instrument: InstrumentIndex,
  place: Pick<ComparedRow, 'level' | 'rank'>,
): ComparedRow {
  const part = at(report.instruments, instrument);
  const { office, rolledUpTo, headcount, responses } = report;
  const { level, rank } = place;
  return {
    office,
    level,
    rolledUpTo,
    headcount,
    responses,
    index: comparedScore(part.index),
    rank,
    dimensions: part.dimensions.map(comparedDimension),
  };
}

/** By office; none where the index is not shown in detail. */
function ranksOf(
  wave: WaveStatistics,
  shrinkage: WaveShrinkage,
  own: readonly Report[],
  i: InstrumentIndex,
): Map<string, RankInterval> {
  const { posteriors } = at(shrinkage, indexMeasure(wave, i));
  const byOffice = new Map(own.map((report) => [report.office, report]));
  const ranked = indexesOf(wave.own).flatMap((unit) => {
    const { group } = at(wave.own, unit);
    const index = byOffice.get(group.code)?.instruments[i]?.index;
    const posterior = at(posteriors, unit);
    return index && posterior && isShown(index) && index.shrunken !== null
      ? [{ office: group.code, posterior }]
      : [];
  });
  const intervals = rankIntervals(
    ranked.map(({ posterior }) => posterior),
    seed,
  );
  return new Map(ranked.map(({ office }, place) => [office, at(intervals, place)]));
}

function comparedScore(score: Score | Suppressed): ComparedScore | Suppressed {
  if (!isShown(score)) return { suppressed: score.suppressed };
  const { sd: _sd, neutral: _neutral, unfavourable: _unfavourable, ...rest } = score;
  return rest;
}

function comparedDimension(dimension: DimensionReport): ComparedDimension {
  if (!isShown(dimension)) return { id: dimension.id, suppressed: dimension.suppressed };
  const { id, n, mean, band, bounded, versus } = dimension;
  const { mark, verdict } = 'mark' in versus.province ? versus.province : { mark: null, verdict: null };
  return { id, n, mean, band, mark, verdict, ...(bounded && { bounded }) };
}
