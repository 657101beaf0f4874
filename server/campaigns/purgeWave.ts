/** Deletes for good what a finished wave holds of answers: responses, comments, tallies, reports. The wave itself stays as a record. */
import { Conflict } from '../http/httpErrors.ts';
import { PublishedComparisonModel, PublishedReportModel } from '../reports/published/publishedModels.ts';
import { TallyModel } from '../reports/tally/tallyModel.ts';
import { BallotModel } from '../responses/ballot.ts';
import { CommentModel } from '../responses/comment.ts';
import { ResponseModel } from '../responses/response.ts';
import { type AuditContext, auditWave } from '../waves/auditWave.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';
import { ParticipationLedgerModel } from './progress/participationLedger.ts';

export interface Purged {
  responses: number;
  comments: number;
  tallies: number;
  reports: number;
}

/** Doing it again deletes what is left. @throws Conflict while the wave is running */
export async function purgeWave(wave: Wave, auditContext: AuditContext): Promise<Purged> {
  if (!['counted', 'released', 'withdrawn'].includes(wave.state))
    throw new Conflict('campaigns:conflict.running');
  const here = { wave: wave._id };
  const reports = await PublishedReportModel.deleteMany(here);
  await PublishedComparisonModel.deleteMany(here);
  const tallies = await TallyModel.deleteMany(here);
  const comments = await CommentModel.deleteMany(here);
  const responses = await ResponseModel.deleteMany(here);
  await BallotModel.deleteMany(here);
  await ParticipationLedgerModel.deleteOne({ _id: wave._id });
  await WaveModel.updateOne({ _id: wave._id }, { $set: { purgedAt: auditContext.now } });
  const purged = {
    responses: responses.deletedCount,
    comments: comments.deletedCount,
    tallies: tallies.deletedCount,
    reports: reports.deletedCount,
  };
  await auditWave(auditContext, 'wave.purge', wave._id, { ...purged });
  return purged;
}
