/** A legal hold: the answers of a wave stay whatever the rule or a person says, until the hold is lifted. Both are audited with their reason. */
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import { Conflict } from '../../http/httpErrors.ts';
import { auditWave } from '../../waves/auditWave.ts';
import { WaveModel } from '../../waves/wave.ts';

/** @throws Conflict once its answers are deleted, or where it is on hold already */
export async function holdWave(id: string, reason: string, { actor, now }: AuditContext): Promise<void> {
  const held = await WaveModel.updateOne(
    { _id: id, legalHold: null, purgedAt: null },
    { $set: { legalHold: { by: actor, at: now, reason } } },
  );
  if (held.matchedCount === 0) throw new Conflict('retention:conflict.held');
  await auditWave({ actor, now }, 'wave.hold', id, { reason });
}

/** Its time begins to be announced anew. @throws Conflict where it is not on hold */
export async function liftHold(id: string, reason: string, { actor, now }: AuditContext): Promise<void> {
  const wave = await WaveModel.findById(id, { legalHold: 1 }).lean();
  const lifted = wave?.legalHold
    ? await WaveModel.updateOne(
        { _id: id, 'legalHold.at': wave.legalHold.at },
        { $set: { legalHold: null, purgeAnnouncedAt: null } },
      )
    : null;
  if (!lifted?.modifiedCount) throw new Conflict('retention:conflict.notHeld');
  await auditWave({ actor, now }, 'wave.holdLifted', id, { reason });
}
