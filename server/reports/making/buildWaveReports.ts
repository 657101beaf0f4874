/**
 * All reports of a wave in one table: every office and merged unit, own staff and subtree, as every reader will see them. Made
 * once, from tallies alone; which of them one reader may see is a question of access rights, not of another computation.
 */

import type { InstrumentReport, Report } from '../published/reportObject.ts';
import { at, type InstrumentIndex, indexesOf, type MeasureIndex, mapBy } from '../tally/indexes.ts';
import { buildReport } from './buildReport.ts';
import { compareOffices, type OfficeComparison } from './comparison/compareOffices.ts';
import { aggregationOf, shrinkageOf } from './comparison/officeEstimates.ts';
import { alikeOverLevels, alikeOverWaves } from './comparison/questionsAlike.ts';
import { decideDisclosure } from './decideDisclosure.ts';
import { differencesOf } from './differences.ts';
import { previousMoments } from './previousWave.ts';
import { buildReportExtras, type ReportExtras } from './reportExtras.ts';
import { scoreTable } from './scoreTable.ts';
import { shownComparisons } from './shownComparisons.ts';
import type { WaveDisclosure } from './waveDisclosure.ts';
import { indexMeasure, type TalliedWave, type WaveStatistics, waveStatistics } from './waveStatistics.ts';

export interface WaveReportsInput {
  current: TalliedWave;
  /** The wave it is compared with, where there is one. */
  previous: TalliedWave | null;
  /** Invitations by unit code; without it those of an imported wave are its headcount, of another one unknown. */
  invited?: ReadonlyMap<string, number>;
}

/**
 * One report for each group with people (offices without staff and respondents have none), its extras, and the comparison of
 * offices by each instrument.
 * Pure: the same tallies give the same table.
 */
export function buildWaveReports({ current, previous, invited }: WaveReportsInput): {
  reports: Report[];
  /** By group id. */
  extras: Map<string, ReportExtras>;
  comparisons: OfficeComparison[];
} {
  const wave = waveStatistics(current);
  const before = previous ? waveStatistics(previous) : null;
  const disclosure = decideDisclosure(wave);
  const shownBefore = before && { wave: before, disclosure: decideDisclosure(before) };
  const isComparisonShown = shownComparisons({ wave, disclosure, before: shownBefore });
  const differences = differencesOf(wave, previousMoments(wave, before), isComparisonShown);
  const shrinkage = shrinkageOf(wave, disclosure);
  const scores = scoreTable({ wave, disclosure, differences, isComparisonShown, shrinkage });
  const sources = {
    wave,
    disclosure,
    scores,
    aggregation: mapBy(wave.instruments, (_, i) => aggregationTable(wave, disclosure, i)),
    shrinkage: mapBy(wave.instruments, (_, i) => ({
      index: at(shrinkage, indexMeasure(wave, i)).basis,
      dimensions: byDimension(wave, i, (m) => at(shrinkage, m).basis),
    })),
    invited,
    before,
  };
  const reports = wave.groups.flatMap((statistics) => buildReport(sources, statistics));
  const overWaves = alikeOverWaves({ wave, disclosure }, shownBefore);
  return {
    reports,
    extras: buildReportExtras(wave, disclosure, reports, overWaves),
    comparisons: compareOffices(wave, disclosure, reports, {
      shrinkage,
      alike: { levels: alikeOverLevels({ wave, disclosure }), waves: overWaves },
    }),
  };
}

function aggregationTable(
  wave: WaveStatistics,
  disclosure: WaveDisclosure,
  instrument: InstrumentIndex,
): InstrumentReport['aggregation'] {
  return byDimension(wave, instrument, (m) => aggregationOf(wave, disclosure, m));
}

/** By id of the dimensions of an instrument. */
function byDimension<T>(wave: WaveStatistics, instrument: InstrumentIndex, of: (m: MeasureIndex) => T) {
  const dimensions = new Set(at(wave.layout.instruments, instrument).dimensions);
  const entries = indexesOf(wave.measures).flatMap((m) => {
    const measure = at(wave.measures, m);
    if (measure.kind !== 'dimension' || !dimensions.has(measure.dimension)) return [];
    return [[at(wave.layout.dimensions, measure.dimension).id, of(m)] as const];
  });
  return Object.fromEntries(entries);
}
