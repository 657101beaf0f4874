/** Permanently deletes the answers of a finished wave: responses, comments, tallies, reports. The wave itself stays as a record. */

import mongoose from 'mongoose';
import type { AuditContext } from '../accounts/audit/auditContext.ts';
import { deleteCodings } from '../comments/coding/coding.ts';
import { StoredCirclesModel } from '../comments/storedCircles.ts';
import { PublishedThemesModel } from '../comments/themes/publishedThemes.ts';
import { Conflict } from '../http/httpErrors.ts';
import { PublishedComparisonModel, PublishedReportModel } from '../reports/published/publishedModels.ts';
import { TallyModel } from '../reports/tally/tallyModel.ts';
import { BallotModel } from '../responses/ballot.ts';
import { CommentModel } from '../responses/comment.ts';
import { ResponseModel } from '../responses/response.ts';
import { auditWave } from '../waves/auditWave.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';
import { isFinished } from '../waves/waveState.ts';
import { askedErasure, requestErasure } from './erasure/eraseWaves.ts';
import { ParticipationLedgerModel } from './progress/participationLedger.ts';

export interface Purged {
  responses: number;
  comments: number;
  tallies: number;
  reports: number;
}

/** Repeating it deletes what is left. @throws Conflict while the wave is running or on hold */
export async function purgeWave(wave: Wave, auditContext: AuditContext): Promise<Purged> {
  if (!isFinished(wave)) throw new Conflict('campaigns:conflict.running');
  if (await WaveModel.exists({ _id: wave._id, legalHold: mongoose.trusted({ $ne: null }) }))
    throw new Conflict('retention:conflict.onHold');
  const ofWave = { wave: wave._id };
  await requestErasure(wave._id);
  const reports = await PublishedReportModel.deleteMany(ofWave);
  await PublishedComparisonModel.deleteMany(ofWave);
  await PublishedThemesModel.deleteMany(ofWave);
  await deleteCodings(wave._id);
  await StoredCirclesModel.deleteOne({ _id: wave._id });
  const tallies = await TallyModel.deleteMany(ofWave);
  const comments = await CommentModel.deleteMany(ofWave);
  const responses = await ResponseModel.deleteMany(ofWave);
  await BallotModel.deleteMany(ofWave);
  await ParticipationLedgerModel.deleteOne({ _id: wave._id });
  await WaveModel.updateOne(
    { _id: wave._id },
    { $set: { purgedAt: auditContext.now, erasure: askedErasure() } },
  );
  const purged = {
    responses: responses.deletedCount,
    comments: comments.deletedCount,
    tallies: tallies.deletedCount,
    reports: reports.deletedCount,
  };
  // How many comments there were less those that could be read is how many people wrote one in a unit that is hidden.
  const { comments: _comments, ...audited } = purged;
  await auditWave(auditContext, 'wave.purge', wave._id, audited);
  return purged;
}
