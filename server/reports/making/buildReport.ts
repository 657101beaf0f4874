/** The report object of one group of persons: what the statistics say of it, part by part, as far as disclosure control lets it out. */

import type { InstrumentReport, Report, ShownDimension, Suppressed } from '../published/reportObject.ts';
import { reportWithoutResults } from '../published/reportWithoutResults.ts';
import { missingShare } from '../tally/readTally.ts';
import { dimensionQuality } from './dimensionQuality.ts';
import { driversOf } from './drivers.ts';
import type { ScoreTable } from './scoreTable.ts';
import type { WaveDisclosure } from './waveDisclosure.ts';
import type { GroupStatistics, WaveStatistics } from './waveStatistics.ts';

/** What all reports of a wave are made from. */
export interface ReportSources {
  wave: WaveStatistics;
  disclosure: WaveDisclosure;
  scores: ScoreTable;
  aggregation: InstrumentReport['aggregation'][];
  invited: ReadonlyMap<string, number> | undefined;
}

/** None for an office without staff and respondents. */
export function buildReport(sources: ReportSources, statistics: GroupStatistics): Report[] {
  const { wave, disclosure } = sources;
  const { group } = statistics;
  if (group.units.length === 0) {
    if (group.rolledUpTo === null) return [];
    const instruments = wave.instruments.map((_, i) => sources.aggregation[i]!);
    return [reportWithoutResults(wave.wave, group, { suppressed: 'tooFew' }, instruments)];
  }
  const decision = disclosure.decideResponses(statistics);
  if (decision === 'absent') return [];
  return [
    {
      wave: wave.wave._id,
      office: group.code,
      scope: group.scope,
      minimum: wave.wave.minimum,
      minimumDetail: wave.wave.minimumDetail,
      headcount: group.headcount,
      invited: invitedOf(sources, statistics),
      ...participationOf(sources, statistics),
      rolledUpTo: null,
      instruments: wave.instruments.map((_, i) => instrumentReport(sources, statistics, i)),
      quality: qualityOf(sources, statistics),
    },
  ];
}

function instrumentReport(sources: ReportSources, statistics: GroupStatistics, i: number): InstrumentReport {
  const { wave, disclosure, scores } = sources;
  const { id, version } = wave.instruments[i]!;
  const m = wave.measures.findIndex((measure) => measure.kind === 'index' && measure.instrument === i);
  return {
    id,
    version,
    index: scores.score(statistics, m),
    dimensions: wave.layout.instruments[i]!.dimensions.map((dimension) =>
      scores.dimension(statistics, dimension, qualityIfShown(sources, statistics)),
    ),
    aggregation: sources.aggregation[i]!,
    drivers: driversOf(wave, disclosure, statistics, i),
  };
}

function invitedOf({ wave, invited }: ReportSources, { group }: GroupStatistics): number | null {
  if (!invited) return wave.wave.imported ? group.headcount : null;
  return group.units.reduce((sum, unit) => sum + (invited.get(wave.wave.units[unit]!.code) ?? 0), 0);
}

function participationOf({ wave, disclosure }: ReportSources, statistics: GroupStatistics) {
  const { group, tally } = statistics;
  const decision = disclosure.decideResponses(statistics);
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

function qualityOf({ wave, disclosure }: ReportSources, statistics: GroupStatistics): Report['quality'] {
  const decision = disclosure.decideResponses(statistics);
  if (decision === 'rounded') return null;
  if (decision !== 'detail') return hiddenBecause(decision);
  if (!areIndexesOpen(wave, disclosure, statistics)) return hiddenBecause('complementary');
  const { tally } = statistics;
  return {
    identicalSheets: tally.cells[wave.layout.identicalResponses]!,
    straightLined: tally.cells[wave.layout.straightLined]!,
    missingShare: missingShare(tally, wave.layout),
  };
}

/** Counts of whole sheets would tell of the people whose index is hidden with theirs. */
function areIndexesOpen(
  wave: WaveStatistics,
  disclosure: WaveDisclosure,
  statistics: GroupStatistics,
): boolean {
  return wave.measures.every(
    ({ kind }, m) => kind !== 'index' || disclosure.decideMeasure(statistics, m) === 'detail',
  );
}

/** Reliability and agreement are exact numbers of the sheets complete for the dimension: given only where those are enough. */
function qualityIfShown({ wave, disclosure }: ReportSources, statistics: GroupStatistics) {
  return (dimension: number, measure: number): Pick<ShownDimension, 'reliability' | 'agreement'> => {
    if (disclosure.decideMeasure(statistics, measure) !== 'detail')
      return { reliability: null, agreement: null };
    const decision = disclosure.decideCompleteCases(statistics, dimension);
    if (decision === 'detail') return dimensionQuality(statistics.tally, wave.layout, dimension);
    const hidden = hiddenBecause(decision);
    const isSingle = wave.layout.dimensions[dimension]!.items.length === 1;
    return { reliability: isSingle ? null : hidden, agreement: hidden };
  };
}
