/** Reads published reports for pages, API and command line. Before the release of a wave everyone reads the same: not yet. */
import type { Wave } from '../../waves/wave.ts';
import type { OfficeComparison } from '../making/comparison/compareOffices.ts';
import { groupId, personGroupsOf } from '../personGroups.ts';
import type { Scope } from '../scope.ts';
import { completeComparison, completeReport } from './olderReports.ts';
import { PublishedComparisonModel, type PublishedReport, PublishedReportModel } from './publishedModels.ts';
import type { Report } from './reportObject.ts';
import { reportWithoutResults } from './reportWithoutResults.ts';

/**
 * The report of an office (or, by its unit's code, of a merged reporting group), or null when the wave has no such office, or
 * the office has no staff and no respondents of its own.
 */
export async function findPublishedReport(
  wave: Wave,
  office: string,
  scope: Scope = 'own',
): Promise<Report | null> {
  return (await findReportWithExtras(wave, office, scope))?.report ?? null;
}

/** The same with what its page shows besides. */
export async function findReportWithExtras(
  wave: Wave,
  office: string,
  scope: Scope,
): Promise<Pick<PublishedReport, 'report' | 'more' | 'local'> | null> {
  const merged = !wave.offices.some(({ code }) => code === office);
  const wanted = merged ? 'own' : scope;
  if (wave.state !== 'released') {
    const report = notYetReport(wave, office, wanted);
    return report && { report, more: null };
  }
  const found = await PublishedReportModel.findById(`${wave._id}:${office}:${wanted}`).lean();
  return found && { ...found, report: completeReport(found.report, wave.instruments) };
}

function notYetReport(wave: Wave, office: string, scope: Scope): Report | null {
  if (wave.offices.length === 0) return null;
  const group = personGroupsOf(wave).find((each) => each.code === office && each.scope === scope);
  return group ? reportWithoutResults(wave, group, { suppressed: 'notYet' }) : null;
}

/** What every office's report says before the release. */
export function listUnreleasedReports(wave: Wave, scope: Scope): Report[] {
  if (wave.offices.length === 0) return [];
  return personGroupsOf(wave)
    .filter((group) => group.scope === scope)
    .map((group) => reportWithoutResults(wave, group, { suppressed: 'notYet' }));
}

/** All reports of a wave one after another; none of a wave that is not released. */
export async function* streamPublishedReports(wave: Wave): AsyncGenerator<Report> {
  if (wave.state !== 'released') return;
  const reports = PublishedReportModel.find({ wave: wave._id }, { report: 1 }).sort({ _id: 1 });
  const cursor = reports.lean().cursor();
  for await (const { report } of cursor as AsyncIterable<PublishedReport>)
    yield completeReport(report, wave.instruments);
}

/** By instrument, then by question and option (`question option`), the ids of the groups whose breakdown shows it. */
export type ShownBreakdowns = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

export async function findShownBreakdowns(wave: Wave): Promise<ShownBreakdowns> {
  const shown = new Map<string, Map<string, Set<string>>>();
  const fields = { office: 1, scope: 1, more: 1 };
  const cursor = PublishedReportModel.find({ wave: wave._id }, fields).lean().cursor();
  for await (const { office, scope, more } of cursor as AsyncIterable<PublishedReport>)
    for (const { id, breakdowns } of more?.instruments ?? []) {
      const byOption = shown.get(id) ?? new Map<string, Set<string>>();
      shown.set(id, byOption);
      for (const { question, options } of breakdowns)
        for (const option of options) {
          if (!('scores' in option)) continue;
          const name = `${question} ${option.id}`;
          byOption.set(name, (byOption.get(name) ?? new Set()).add(groupId(scope, office)));
        }
    }
  return shown;
}

/** The comparison of offices by one instrument of a released wave; null before. */
export async function findPublishedComparison(
  wave: Wave,
  instrument: string,
): Promise<OfficeComparison | null> {
  if (wave.state !== 'released') return null;
  const found = await PublishedComparisonModel.findById(`${wave._id}:${instrument}`).lean();
  const asked = wave.instruments.find(({ id }) => id === instrument);
  return found && asked ? completeComparison(found.comparison, asked) : null;
}
