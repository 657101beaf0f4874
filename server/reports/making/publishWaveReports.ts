/** Builds all reports of a wave and stores them. Called once at the count or import; doing it again gives the same reports. */
import { WaveModel } from '../../waves/wave.ts';
import { groupId } from '../personGroups.ts';
import {
  PublishedComparisonModel,
  type PublishedReport,
  PublishedReportModel,
} from '../published/publishedModels.ts';
import { isShown, type Report } from '../published/reportObject.ts';
import { cellAt } from '../tally/cells.ts';
import { tallyLayout } from '../tally/tallyLayout.ts';
import { loadLocalCounts, loadTallies } from '../tally/tallyModel.ts';
import type { OfficeComparison } from './comparison/compareOffices.ts';
import { earlierWaves, shownWave } from './earlierWaves.ts';
import { type LocalResults, localResultsOf } from './localResults.ts';

/** The progress of publishing: reports stored, out of all reports. */
export type PublishProgress = (done: number, all: number) => void;

const batchSize = 20;

/**
 * Resolves to the number of reports. `invited`: invitations by unit code, where there were any.
 * @throws Error for an unknown wave or one without frozen instruments
 */
export async function publishWaveReports(
  waveId: string,
  onProgress?: PublishProgress,
  invited?: ReadonlyMap<string, number>,
): Promise<number> {
  const current = await loadTalliedWave(waveId);
  if (!current) throw new Error(`there is no wave ${waveId}`);
  const before = current.wave.previous === null ? null : await loadTalliedWave(current.wave.previous);
  // A difference from a wave that nobody may read yet would reveal its results.
  const previous = before?.wave.state === 'released' && before.tallies.size > 0 ? before : null;
  // Loaded only here, because it brings along all statistics and distributions.
  const { buildWaveReports } = await import('./buildWaveReports.ts');
  const { changeOverWaves } = await import('./comparison/changeOverWaves.ts');
  const { reports, extras, comparisons } = buildWaveReports({
    current,
    previous,
    ...(invited && { invited }),
  });
  const local = await localResults(current);
  const documents = reports.map(
    (report): PublishedReport => ({
      ...localOf(local, report),
      _id: `${waveId}:${report.office}:${report.scope}`,
      wave: waveId,
      office: report.office,
      scope: report.scope,
      report,
      more: extras.get(groupId(report.scope, report.office)) ?? null,
    }),
  );
  for (let start = 0; start < documents.length; start += batchSize) {
    const batch = documents.slice(start, start + batchSize);
    await PublishedReportModel.bulkWrite(
      batch.map((replacement) => ({
        replaceOne: { filter: { _id: replacement._id }, replacement, upsert: true },
      })),
    );
    onProgress?.(start + batch.length, documents.length);
  }
  const earlier = await earlierWaves(current.wave);
  const waves = [...earlier, shownWave(current.wave, reports)];
  for (const made of comparisons) {
    const _id = `${waveId}:${made.id}`;
    const instrument = current.wave.instruments.find(({ id }) => id === made.id)!;
    const change = changeOverWaves(waves, current.wave.offices, instrument);
    const comparison: OfficeComparison = { ...made, change };
    await PublishedComparisonModel.replaceOne({ _id }, { _id, wave: waveId, comparison }, { upsert: true });
  }
  return documents.length;
}

/** By id of the group of persons. */
async function localResults({
  wave,
  tallies,
}: NonNullable<Awaited<ReturnType<typeof loadTalliedWave>>>): Promise<Map<string, LocalResults[]>> {
  if (!wave.localBlocks?.length) return new Map();
  const { responses } = tallyLayout(wave.instruments);
  return localResultsOf({
    wave,
    counts: await loadLocalCounts(wave._id),
    responses: new Map([...tallies].map(([unit, { cells }]) => [unit, cellAt(cells, responses)])),
  });
}

/** Only where the report itself says how many answered. */
function localOf(local: ReadonlyMap<string, LocalResults[]>, report: Report): Pick<PublishedReport, 'local'> {
  const found = local.get(groupId(report.scope, report.office));
  return found && report.responses !== null && isShown(report.responses) ? { local: found } : {};
}

/** The frozen wave with its tallies, a `TalliedWave`; null when there is none. */
export async function loadTalliedWave(waveId: string) {
  const wave = await WaveModel.findById(waveId).lean();
  if (!wave) return null;
  return { wave, tallies: await loadTallies(waveId, tallyLayout(wave.instruments)) };
}
