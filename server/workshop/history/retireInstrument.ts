/** Takes an instrument out of the choice for new waves, or puts it back. */
import { audit } from '../../accounts/audit/audit.ts';
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import { RetirementModel } from '../../instruments/retirement.ts';

export async function retireInstrument(
  id: string,
  reason: string,
  auditContext: AuditContext,
): Promise<void> {
  const { actor: by, now: at } = auditContext;
  await RetirementModel.updateOne({ _id: id }, { $set: { at, by, reason } }, { upsert: true });
  await note('instrument.retire', id, auditContext);
}

export async function takeUpInstrument(id: string, auditContext: AuditContext): Promise<void> {
  await RetirementModel.deleteOne({ _id: id });
  await note('instrument.takeUp', id, auditContext);
}

async function note(action: string, id: string, { actor, now }: AuditContext): Promise<void> {
  await audit({ at: now, actor, action, subject: { kind: 'instrument', id } });
}
