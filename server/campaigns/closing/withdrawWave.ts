/** Withdraws a wave: it ends without results. Its keys and sealed ballots are destroyed, so that nobody can ever open them. */

import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import { Conflict } from '../../http/httpErrors.ts';
import { deleteFirstEntries } from '../../paper/firstEntry.ts';
import { forgetAddresses } from '../../participation/forgetAddresses.ts';
import { BallotModel } from '../../responses/ballot.ts';
import { auditWave } from '../../waves/auditWave.ts';
import { destroyWaveKeys } from '../../waves/keys/signingKeys.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import { runningStates, stateIn } from '../../waves/waveState.ts';
import { askedErasure, requestErasure } from '../erasure/eraseWaves.ts';

/** @throws Conflict unless the wave is open or closed and its count has not begun */
export async function withdrawWave(
  wave: Wave,
  reason: string,
  keyDir: string,
  auditContext: AuditContext,
): Promise<void> {
  const withdrawn = await WaveModel.updateOne(
    { _id: wave._id, ...stateIn(runningStates), job: null },
    { $set: { state: 'withdrawn', withdrawnAt: auditContext.now, erasure: askedErasure() } },
  );
  if (withdrawn.matchedCount === 0) throw new Conflict('campaigns:conflict.notWithdrawable');
  const ballots = await destroySecrets(wave._id, keyDir);
  await auditWave(auditContext, 'wave.withdraw', wave._id, { reason, ballots });
}

/** Idempotent, so that `advanceWaves` can finish an interrupted withdrawal. @returns how many ballots were destroyed */
export async function destroySecrets(waveId: string, keyDir: string): Promise<number> {
  destroyWaveKeys(keyDir, waveId);
  await deleteFirstEntries(waveId);
  await forgetAddresses(waveId);
  const ballots = await BallotModel.countDocuments({ wave: waveId });
  await BallotModel.deleteMany({ wave: waveId });
  await requestErasure(waveId);
  return ballots;
}
