/**
 * Imports that did not finish. While `wave import` writes, its wave is `closed` with a job of the kind `import`: nobody can read,
 * release, count or purge it. What fails or is told to stop is taken back at once, what was killed by whoever comes after an hour.
 */
import mongoose from 'mongoose';
import { PublishedComparisonModel, PublishedReportModel } from '../reports/published/publishedModels.ts';
import { TallyModel } from '../reports/tally/tallyModel.ts';
import { CommentModel } from '../responses/comment.ts';
import { ResponseModel } from '../responses/response.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';

/** Longer than the making of reports may keep the process of an import from giving a sign of life. */
const brokenAfterMs = 3_600_000;

/** The last step of an import: its wave is released. @throws Error when it was taken back in the meantime */
export async function finishImport(wave: Wave, now: Date): Promise<void> {
  const released = await WaveModel.updateOne(
    { _id: wave._id, 'job.kind': 'import' },
    { $set: { state: 'released', releasedTo: wave.audiences, releasedAt: now, job: null } },
  );
  if (released.matchedCount === 0)
    throw new Error('the import stood still for an hour and was taken back; try again');
}

/** Takes back what an import has written. Offices stay: they were right, and other waves may use them. */
export async function removeImport(wave: string): Promise<void> {
  await PublishedReportModel.deleteMany({ wave });
  await PublishedComparisonModel.deleteMany({ wave });
  await TallyModel.deleteMany({ wave });
  await CommentModel.deleteMany({ wave });
  await ResponseModel.deleteMany({ wave });
  await WaveModel.deleteOne({ _id: wave, 'job.kind': 'import' });
}

/** Takes back the imports whose process was killed. */
export async function removeBrokenImports(now: Date): Promise<void> {
  const lastLife = new Date(now.getTime() - brokenAfterMs);
  const broken = await WaveModel.find(
    { 'job.kind': 'import', 'job.beatAt': mongoose.trusted({ $lt: lastLife }) },
    { _id: 1 },
  ).lean();
  for (const { _id } of broken) await removeImport(_id);
}
