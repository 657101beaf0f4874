/** Reads published reports for pages, API and command line. Before its release a wave gives everyone the same: not yet. */
import type { Wave } from '../../waves/wave.ts';
import { groupsOf, type Scope } from '../groups.ts';
import type { Comparison } from '../making/comparison/comparison.ts';
import type { Report } from './report.ts';
import {
  ComparisonModel,
  type PublishedComparison,
  type PublishedReport,
  ReportModel,
} from './reportModel.ts';
import { suppressedReport } from './suppressedReport.ts';

/**
 * The report of an office (or, by its unit's code, of a merged reporting group), or null when the wave has no such office, or
 * the office has no staff and no respondents of its own.
 */
export async function findReport(wave: Wave, office: string, scope: Scope = 'own'): Promise<Report | null> {
  return (await findPublished(wave, office, scope))?.report ?? null;
}

/** The same with what its page shows besides. */
export async function findPublished(
  wave: Wave,
  office: string,
  scope: Scope,
): Promise<Pick<PublishedReport, 'report' | 'more'> | null> {
  const merged = !wave.offices.some(({ code }) => code === office);
  const wanted = merged ? 'own' : scope;
  if (wave.state !== 'released') {
    const report = notYetReport(wave, office, wanted);
    return report && { report, more: null };
  }
  return ReportModel.findById(`${wave._id}:${office}:${wanted}`).lean<PublishedReport>();
}

function notYetReport(wave: Wave, office: string, scope: Scope): Report | null {
  if (wave.offices.length === 0) return null;
  const group = groupsOf(wave).find((each) => each.code === office && each.scope === scope);
  return group ? suppressedReport(wave, group, { suppressed: 'notYet' }) : null;
}

/** What every office's report says before the release. */
export function listNotYet(wave: Wave, scope: Scope): Report[] {
  if (wave.offices.length === 0) return [];
  return groupsOf(wave)
    .filter((group) => group.scope === scope)
    .map((group) => suppressedReport(wave, group, { suppressed: 'notYet' }));
}

/** All reports of a wave one after another; none of a wave that is not released. */
export async function* publishedReports(wave: Wave): AsyncGenerator<Report> {
  if (wave.state !== 'released') return;
  const reports = ReportModel.find({ wave: wave._id }, { report: 1 }).sort({ _id: 1 });
  const cursor = reports.lean<PublishedReport[]>().cursor();
  for await (const { report } of cursor as AsyncIterable<PublishedReport>) yield report;
}

/** The comparison of offices by one instrument of a released wave; null before. */
export async function comparisonTable(wave: Wave, instrument: string): Promise<Comparison | null> {
  if (wave.state !== 'released') return null;
  const found = await ComparisonModel.findById(`${wave._id}:${instrument}`).lean<PublishedComparison>();
  return found?.comparison ?? null;
}
