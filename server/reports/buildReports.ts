/**
 * All reports of a wave in one table: every office and merged unit, own staff and subtree, as every reader will see them. Made
 * from tallies alone, once; what one reader may see of it is a question of rights, not of another computation.
 */
import { aggregationOf, shrunkenMeans } from './comparison/betweenOffices.ts';
import { type Comparison, comparisonsOf } from './comparison/comparison.ts';
import { type Differences, differencesOf } from './differences.ts';
import { dimensionQuality } from './dimensionQuality.ts';
import { type Disclosure, disclose } from './disclose.ts';
import { driversOf } from './drivers.ts';
import { previousSide } from './previousWave.ts';
import type { InstrumentReport, Report, ShownDimension, Suppressed } from './report.ts';
import { moreOf, type ReportMore } from './reportMore.ts';
import { type ScoreTable, scoreTable } from './scoreTable.ts';
import { suppressedReport } from './suppressedReport.ts';
import { missingShare } from './tally/readTally.ts';
import {
  type GroupStatistics,
  type TalliedWave,
  type WaveStatistics,
  waveStatistics,
} from './waveStatistics.ts';

export interface BuildReports {
  current: TalliedWave;
  /** The wave it is compared with, where there is one. */
  previous: TalliedWave | null;
  /** Invitations by unit code; without it those of an imported wave are its headcount, of another one unknown. */
  invited?: ReadonlyMap<string, number>;
}

interface Setting {
  wave: WaveStatistics;
  disclosure: Disclosure;
  scores: ScoreTable;
  aggregation: InstrumentReport['aggregation'][];
  invited: ReadonlyMap<string, number> | undefined;
}

/**
 * One report for each group with people (offices without staff and respondents have none), what stands beside it, and the
 * comparison of offices by each instrument.
 * Pure: the same tallies give the same table.
 */
export function buildReports({ current, previous, invited }: BuildReports): {
  reports: Report[];
  /** By group id. */
  more: Map<string, ReportMore>;
  comparisons: Comparison[];
} {
  const wave = waveStatistics(current);
  const before = previous ? waveStatistics(previous) : null;
  const disclosure = disclose(wave);
  const differences: Differences = differencesOf(wave, previousSide(wave, before));
  const scores = scoreTable({
    wave,
    disclosure,
    differences,
    shrunken: shrunkenMeans(wave, disclosure),
    before: before && { wave: before, disclosure: disclose(before) },
  });
  const aggregation = wave.instruments.map((_, i) => aggregationTable(wave, disclosure, i));
  const setting = { wave, disclosure, scores, aggregation, invited };
  const reports = wave.groups.flatMap((statistics) => reportOf(setting, statistics));
  return {
    reports,
    more: moreOf(wave, disclosure, reports),
    comparisons: comparisonsOf(wave, disclosure, reports),
  };
}

function reportOf(setting: Setting, statistics: GroupStatistics): Report[] {
  const { wave, disclosure } = setting;
  const { group } = statistics;
  if (group.units.length === 0) {
    if (group.rolledUpTo === null) return [];
    const instruments = wave.instruments.map((_, i) => setting.aggregation[i]!);
    return [suppressedReport(wave.wave, group, { suppressed: 'tooFew' }, instruments)];
  }
  const decision = disclosure.responses(statistics);
  if (decision === 'absent') return [];
  return [
    {
      wave: wave.wave._id,
      office: group.code,
      scope: group.scope,
      minimum: wave.wave.minimum,
      minimumDetail: wave.wave.minimumDetail,
      headcount: group.headcount,
      invited: invitedOf(setting, statistics),
      ...participationOf(setting, statistics),
      rolledUpTo: null,
      instruments: wave.instruments.map((_, i) => instrumentReport(setting, statistics, i)),
      quality: qualityOf(setting, statistics),
    },
  ];
}

function aggregationTable(
  wave: WaveStatistics,
  disclosure: Disclosure,
  instrument: number,
): InstrumentReport['aggregation'] {
  const dimensions = new Set(wave.layout.instruments[instrument]!.dimensions);
  const entries = wave.measures.flatMap((measure, m) => {
    if (measure.kind !== 'dimension' || !dimensions.has(measure.dimension)) return [];
    return [[wave.layout.dimensions[measure.dimension]!.id, aggregationOf(wave, disclosure, m)] as const];
  });
  return Object.fromEntries(entries);
}

function invitedOf({ wave, invited }: Setting, { group }: GroupStatistics): number | null {
  if (!invited) return wave.wave.imported ? group.headcount : null;
  return group.units.reduce((sum, unit) => sum + (invited.get(wave.wave.units[unit]!.code) ?? 0), 0);
}

function participationOf({ wave, disclosure }: Setting, statistics: GroupStatistics) {
  const { group, tally } = statistics;
  const decision = disclosure.responses(statistics);
  if (decision !== 'detail' && decision !== 'rounded') {
    const hidden = hiddenBecause(decision);
    return { responses: hidden, responseRate: hidden };
  }
  const responses = tally.cells[wave.layout.responses]!;
  return { responses, responseRate: group.headcount ? responses / group.headcount : null };
}

function hiddenBecause(decision: string): Suppressed {
  return { suppressed: decision === 'tooFew' ? 'tooFew' : 'complementary' };
}

function qualityOf({ wave, disclosure }: Setting, statistics: GroupStatistics): Report['quality'] {
  const decision = disclosure.responses(statistics);
  if (decision === 'rounded') return null;
  if (decision !== 'detail') return hiddenBecause(decision);
  if (!areIndexesOpen(wave, disclosure, statistics)) return hiddenBecause('complementary');
  const { tally } = statistics;
  return {
    identicalSheets: tally.cells[wave.layout.identicalSheets]!,
    straightLined: tally.cells[wave.layout.straightLined]!,
    missingShare: missingShare(tally, wave.layout),
  };
}

/** Counts of whole sheets would tell of the people whose index is hidden with theirs. */
function areIndexesOpen(wave: WaveStatistics, disclosure: Disclosure, statistics: GroupStatistics): boolean {
  return wave.measures.every(
    ({ kind }, m) => kind !== 'index' || disclosure.decide(statistics, m) === 'detail',
  );
}

function instrumentReport(setting: Setting, statistics: GroupStatistics, i: number): InstrumentReport {
  const { wave, disclosure, scores } = setting;
  const { id, version } = wave.instruments[i]!;
  const m = wave.measures.findIndex((measure) => measure.kind === 'index' && measure.instrument === i);
  return {
    id,
    version,
    index: scores.score(statistics, m),
    dimensions: wave.layout.instruments[i]!.dimensions.map((dimension) =>
      scores.dimension(statistics, dimension, qualityIfShown(setting, statistics)),
    ),
    aggregation: setting.aggregation[i]!,
    drivers: driversOf(wave, disclosure, statistics, i),
  };
}

/** Reliability and agreement are exact numbers of the sheets complete for the dimension: given only where those are enough. */
function qualityIfShown({ wave, disclosure }: Setting, statistics: GroupStatistics) {
  return (dimension: number, measure: number): Pick<ShownDimension, 'reliability' | 'agreement'> => {
    if (disclosure.decide(statistics, measure) !== 'detail') return { reliability: null, agreement: null };
    const decision = disclosure.complete(statistics, dimension);
    if (decision === 'detail') return dimensionQuality(statistics.tally, wave.layout, dimension);
    const hidden = hiddenBecause(decision);
    const isSingle = wave.layout.dimensions[dimension]!.items.length === 1;
    return { reliability: isSingle ? null : hidden, agreement: hidden };
  };
}
