/** Builds the report object of one group of persons: what the statistics say about it, part by part, as far as disclosure control permits. */

import type { InstrumentReport, Report, ShownDimension, Suppressed } from '../published/reportObject.ts';
import { reportWithoutResults } from '../published/reportWithoutResults.ts';
import { cellAt } from '../tally/cells.ts';
import {
  at,
  type DimensionIndex,
  type InstrumentIndex,
  indexesOf,
  type ListBy,
  type MeasureIndex,
} from '../tally/indexes.ts';
import { missingShare } from '../tally/readTally.ts';
import { areSheetsShown } from './carelessAnswers.ts';
import { dimensionQuality } from './dimensionQuality.ts';
import { driversOf } from './drivers.ts';
import { otherForm } from './earlierMeasures.ts';
import type { ScoreTable } from './scoreTable.ts';
import type { WaveDisclosure } from './waveDisclosure.ts';
import { type GroupStatistics, indexMeasure, type WaveStatistics } from './waveStatistics.ts';

/** What all reports of a wave are made from. */
export interface ReportSources {
  wave: WaveStatistics;
  disclosure: WaveDisclosure;
  scores: ScoreTable;
  aggregation: ListBy<InstrumentIndex, InstrumentReport['aggregation']>;
  shrinkage: ListBy<InstrumentIndex, InstrumentReport['shrinkage']>;
  invited: ReadonlyMap<string, number> | undefined;
  /** The wave it is compared with. */
  before: WaveStatistics | null;
}

/** None for an office without staff and respondents. */
export function buildReport(sources: ReportSources, statistics: GroupStatistics): Report[] {
  const { wave, disclosure } = sources;
  const { group } = statistics;
  if (group.units.length === 0) {
    if (group.rolledUpTo === null) return [];
    return [reportWithoutResults(wave.wave, group, { suppressed: 'tooFew' }, sources.aggregation)];
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
      instruments: indexesOf(wave.instruments).map((i) => instrumentReport(sources, statistics, i)),
      quality: qualityOf(sources, statistics),
    },
  ];
}

function instrumentReport(
  sources: ReportSources,
  statistics: GroupStatistics,
  i: InstrumentIndex,
): InstrumentReport {
  const { wave, disclosure, scores } = sources;
  const { id, version, shortFormOf } = at(wave.instruments, i);
  return {
    id,
    version,
    ...(shortFormOf && { shortFormOf }),
    ...comparedForm(sources, i),
    index: scores.score(statistics, indexMeasure(wave, i)),
    dimensions: at(wave.layout.instruments, i).dimensions.map((dimension) =>
      scores.dimension(statistics, dimension, qualityIfShown(sources, statistics)),
    ),
    aggregation: at(sources.aggregation, i),
    shrinkage: at(sources.shrinkage, i),
    drivers: driversOf(wave, disclosure, statistics, i),
  };
}

/** The other form of the instrument that the previous wave asked, and how it was checked that both compare. */
function comparedForm(
  { wave, before }: ReportSources,
  i: InstrumentIndex,
): Pick<InstrumentReport, 'comparedForm'> {
  const form = otherForm(at(wave.instruments, i), wave, before);
  if (!form) return {};
  return { comparedForm: { id: form.id, version: form.version, checked: wave.wave.formsChecked ?? '' } };
}

function invitedOf({ wave, invited }: ReportSources, { group }: GroupStatistics): number | null {
  if (!invited) return wave.wave.imported ? group.headcount : null;
  return group.units.reduce((sum, unit) => sum + (invited.get(at(wave.wave.units, unit).code) ?? 0), 0);
}

function participationOf({ wave, disclosure }: ReportSources, statistics: GroupStatistics) {
  const { group, tally } = statistics;
  const decision = disclosure.decideResponses(statistics);
  if (decision !== 'detail' && decision !== 'rounded') {
    const hidden = hiddenBecause(decision);
    return { responses: hidden, responseRate: hidden };
  }
  const responses = cellAt(tally.cells, wave.layout.responses);
  return { responses, responseRate: group.headcount ? responses / group.headcount : null };
}

function hiddenBecause(decision: string): Suppressed {
  return { suppressed: decision === 'tooFew' ? 'tooFew' : 'complementary' };
}

function qualityOf({ wave, disclosure }: ReportSources, statistics: GroupStatistics): Report['quality'] {
  const decision = disclosure.decideResponses(statistics);
  if (decision === 'rounded') return null;
  if (decision !== 'detail') return hiddenBecause(decision);
  if (!areSheetsShown(wave, disclosure, statistics)) return hiddenBecause('complementary');
  const { tally } = statistics;
  return {
    identicalSheets: cellAt(tally.cells, wave.layout.identicalResponses),
    straightLined: cellAt(tally.cells, wave.layout.straightLined),
    missingShare: missingShare(tally, wave.layout),
  };
}

/** Reliability and agreement are exact numbers about the complete cases of the dimension: shown only where there are enough of those. */
function qualityIfShown({ wave, disclosure }: ReportSources, statistics: GroupStatistics) {
  return (
    dimension: DimensionIndex,
    measure: MeasureIndex,
  ): Pick<ShownDimension, 'reliability' | 'agreement'> => {
    if (disclosure.decideMeasure(statistics, measure) !== 'detail')
      return { reliability: null, agreement: null };
    const decision = disclosure.decideCompleteCases(statistics, dimension);
    if (decision === 'detail') return dimensionQuality(statistics.tally, wave.layout, dimension);
    const hidden = hiddenBecause(decision);
    const isSingle = at(wave.layout.dimensions, dimension).items.length === 1;
    return { reliability: isSingle ? null : hidden, agreement: hidden };
  };
}
