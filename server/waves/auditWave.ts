/** Writes what was done to a wave into the audit trail. */
import { audit } from '../accounts/audit/audit.ts';
import type { AuditContext } from '../accounts/audit/auditContext.ts';
import type { AuditEntry } from '../accounts/audit/auditEntry.ts';

export async function auditWave(
  { actor, now }: AuditContext,
  action: string,
  waveId: string,
  detail: AuditEntry['detail'] = {},
): Promise<void> {
  await audit({ at: now, actor, action, subject: { kind: 'wave', id: waveId }, detail });
}
