/** Closes a wave, by hand or by date, and moves the closing date while the wave is still open. */
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import { Conflict } from '../../http/httpErrors.ts';
import { auditWave } from '../../waves/auditWave.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import { isBeforeEnd } from '../../waves/wavePhase.ts';

/** From now on only answers written before are accepted, during the grace time. @throws Conflict unless open */
export async function closeWave(wave: Wave, auditContext: AuditContext): Promise<void> {
  const closedAt = wave.closesAt && wave.closesAt < auditContext.now ? wave.closesAt : auditContext.now;
  const closed = await WaveModel.updateOne(
    { _id: wave._id, state: 'open' },
    { $set: { state: 'closed', closedAt } },
  );
  if (closed.matchedCount === 0) throw new Conflict('campaigns:conflict.notOpen');
  await auditWave(auditContext, 'wave.close', wave._id, { closedAt: closedAt.toISOString() });
}

/** @throws Conflict after closing, or when the new date is not later */
export async function extendWave(wave: Wave, closesAt: Date, auditContext: AuditContext): Promise<void> {
  if (!isBeforeEnd(wave, auditContext.now)) throw new Conflict('campaigns:conflict.notOpen');
  if (wave.closesAt && closesAt <= wave.closesAt) throw new Conflict('campaigns:conflict.notLater');
  const extended = await WaveModel.updateOne(
    { _id: wave._id, state: 'open', closesAt: wave.closesAt },
    { $set: { closesAt } },
  );
  if (extended.matchedCount === 0) throw new Conflict('campaigns:conflict.notOpen');
  const from = wave.closesAt?.toISOString() ?? '';
  await auditWave(auditContext, 'wave.extend', wave._id, { from, to: closesAt.toISOString() });
}
