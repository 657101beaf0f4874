/** Release: one audience after another may see the results. Only audiences that were declared before launch can. */

import mongoose from 'mongoose';
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import { Conflict } from '../../http/httpErrors.ts';
import { auditWave } from '../../waves/auditWave.ts';
import { type Audience, type Wave, WaveModel } from '../../waves/wave.ts';

/** @throws Conflict unless counted, or for an audience that was not declared */
export async function releaseWave(wave: Wave, audience: Audience, auditContext: AuditContext): Promise<void> {
  if (!wave.audiences.includes(audience)) throw new Conflict('campaigns:conflict.notDeclared');
  const released = await WaveModel.updateOne(
    { _id: wave._id, state: mongoose.trusted({ $in: ['counted', 'released'] }) },
    {
      $set: { state: 'released', releasedAt: wave.releasedAt ?? auditContext.now },
      $addToSet: { releasedTo: audience },
    },
  );
  if (released.matchedCount === 0) throw new Conflict('campaigns:conflict.notCounted');
  await auditWave(auditContext, 'wave.release', wave._id, { audience });
}
