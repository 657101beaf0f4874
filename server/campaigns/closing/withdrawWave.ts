/** Withdrawal: the wave ends without a result. Its keys and sealed ballots are destroyed, so that nobody can ever open them. */
import mongoose from 'mongoose';
import { Conflict } from '../../http/httpErrors.ts';
import { forgetPapers } from '../../paper/firstEntry.ts';
import { forgetAddresses } from '../../participation/forgetAddresses.ts';
import { BallotModel } from '../../responses/ballot.ts';
import { type AuditContext, auditWave } from '../../waves/auditWave.ts';
import { destroyWaveKeys } from '../../waves/keys/waveKeys.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';

/** @throws Conflict unless the wave is open or closed and its count has not begun */
export async function withdrawWave(
  wave: Wave,
  reason: string,
  keyDir: string,
  auditContext: AuditContext,
): Promise<void> {
  const withdrawn = await WaveModel.updateOne(
    { _id: wave._id, state: mongoose.trusted({ $in: ['open', 'closed'] }), job: null },
    { $set: { state: 'withdrawn', withdrawnAt: auditContext.now } },
  );
  if (withdrawn.matchedCount === 0) throw new Conflict('campaigns:conflict.notWithdrawable');
  const ballots = await destroySecrets(wave._id, keyDir);
  await auditWave(auditContext, 'wave.withdraw', wave._id, { reason, ballots });
}

/** Idempotent, so that a withdrawal that was broken off is finished by the next tick. Returns the ballots destroyed. */
export async function destroySecrets(waveId: string, keyDir: string): Promise<number> {
  destroyWaveKeys(keyDir, waveId);
  await forgetPapers(waveId);
  await forgetAddresses(waveId);
  return (await BallotModel.deleteMany({ wave: waveId })).deletedCount;
}
