/** Reads published reports for pages, API and command line. Before its release a wave gives everyone the same: not yet. */
import type { Wave } from '../waves/wave.ts';
import type { Comparison } from './comparison.ts';
import { groupsOf, type Scope } from './groups.ts';
import type { Report } from './report.ts';
import { ComparisonModel, type PublishedReport, ReportModel } from './reportModel.ts';
import { suppressedReport } from './suppressedReport.ts';

/**
 * The report of an office (or, by its unit's code, of a merged reporting group), or null when the wave has no such office, or
 * the office has no staff and no respondents of its own.
 */
export async function findReport(wave: Wave, office: string, scope: Scope = 'own'): Promise<Report | null> {
  const merged = !wave.offices.some(({ code }) => code === office);
  const wanted = merged ? 'own' : scope;
  if (wave.state !== 'released') return notYetReport(wave, office, wanted);
  const found = await ReportModel.findById(`${wave._id}:${office}:${wanted}`).lean<PublishedReport>();
  return found?.report ?? null;
}

function notYetReport(wave: Wave, office: string, scope: Scope): Report | null {
  if (wave.offices.length === 0) return null;
  const group = groupsOf(wave).find((each) => each.code === office && each.scope === scope);
  return group ? suppressedReport(wave, group, { suppressed: 'notYet' }) : null;
}

/** All reports of one scope of a released wave, in no order. */
export async function listReports(wave: Wave, scope: Scope): Promise<Report[]> {
  if (wave.state !== 'released') return [];
  const found = await ReportModel.find({ wave: wave._id, scope }).lean<PublishedReport[]>();
  return found.map(({ report }) => report);
}

/** The comparison of offices of a released wave; null before. */
export async function comparisonTable(wave: Wave): Promise<Comparison | null> {
  if (wave.state !== 'released') return null;
  const found = await ComparisonModel.findById(wave._id).lean<{ comparison: Comparison }>();
  return found?.comparison ?? null;
}
