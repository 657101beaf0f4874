/**
 * Imports that did not finish. While `wave import` writes, its wave is `closed` with a job of the kind `import`: nobody can read,
 * release, count or purge it. An import that fails or is stopped is undone at once; one that was killed is undone after an hour.
 */
import mongoose from 'mongoose';
import { hourMs, plusMs } from '../clock.ts';
import { StoredCirclesModel } from '../comments/storedCircles.ts';
import { PublishedThemesModel } from '../comments/themes/publishedThemes.ts';
import { eraseStoreFiles } from '../database/eraseDeleted.ts';
import { PublishedComparisonModel, PublishedReportModel } from '../reports/published/publishedModels.ts';
import { TallyModel } from '../reports/tally/tallyModel.ts';
import { CommentModel } from '../responses/comment.ts';
import { ResponseModel } from '../responses/response.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';

/** Longer than making reports can keep the process of an import from sending heartbeats. */
const brokenAfterMs = hourMs;

/** The last step of an import: it releases the wave, or leaves that to a person. @throws Error when the import was undone in the meantime */
export async function finishImport(wave: Wave, now: Date, isReleased: boolean): Promise<void> {
  const release = { state: 'released' as const, releasedTo: wave.audiences, releasedAt: now };
  const released = await WaveModel.updateOne(
    { _id: wave._id, 'job.kind': 'import' },
    { $set: { ...(isReleased ? release : { state: 'counted' as const }), job: null } },
  );
  if (released.matchedCount === 0)
    throw new Error('the import stood still for an hour and was taken back; try again');
}

/**
 * Deletes an import, and its bytes from the store's files. Offices stay: they were correct, and other waves may use them. The wave goes last,
 * so that one that was broken off is found again and all of it repeated.
 */
export async function removeImport(wave: string): Promise<void> {
  await removeWritten(wave);
  await WaveModel.deleteOne({ _id: wave, 'job.kind': 'import' });
}

/** Deletes what an import has written, but for its wave, and erases it: no wave will ask for that once it is gone. */
export async function removeWritten(wave: string): Promise<void> {
  await PublishedReportModel.deleteMany({ wave });
  await PublishedComparisonModel.deleteMany({ wave });
  await PublishedThemesModel.deleteMany({ wave });
  await StoredCirclesModel.deleteOne({ _id: wave });
  await TallyModel.deleteMany({ wave });
  await CommentModel.deleteMany({ wave });
  await ResponseModel.deleteMany({ wave });
  await eraseStoreFiles();
}

/** Undoes the imports whose process was killed. */
export async function removeBrokenImports(now: Date): Promise<void> {
  const oldestHeartbeat = plusMs(now, -brokenAfterMs);
  const broken = await WaveModel.find(
    { 'job.kind': 'import', 'job.beatAt': mongoose.trusted({ $lt: oldestHeartbeat }) },
    { _id: 1 },
  ).lean();
  for (const { _id } of broken) await removeImport(_id);
}
