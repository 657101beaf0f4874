/** Where a page takes results from: what was published of a wave, unless the results are made for the page and stored nowhere. */
import type { OfficeComparison } from '../reports/making/comparison/compareOffices.ts';
import { findPublishedComparison, findReportWithExtras } from '../reports/published/findPublished.ts';
import type { PublishedReport } from '../reports/published/publishedModels.ts';
import type { Scope } from '../reports/scope.ts';
import type { Wave } from '../waves/wave.ts';

export interface ReportSource {
  /** The report of an office or a reporting group; null where there is none. */
  findReport(
    office: string,
    scope: Scope,
  ): Promise<Pick<PublishedReport, 'report' | 'more' | 'local'> | null>;
  /** The comparison of offices by an instrument. */
  findComparison(instrument: string): Promise<OfficeComparison | null>;
}

export const publishedSource = (wave: Wave): ReportSource => ({
  findReport: (office, scope) => findReportWithExtras(wave, office, scope),
  findComparison: (instrument) => findPublishedComparison(wave, instrument),
});
