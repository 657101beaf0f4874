/** Who does something to a wave and when: every operation takes it, for the audit trail and for its dates. */
import { audit } from '../accounts/audit/audit.ts';
import type { AuditEntry } from '../accounts/audit/auditEntry.ts';

export interface AuditContext {
  /** Account id, or `system` and `cli`. */
  actor: string;
  now: Date;
}

export async function auditWave(
  { actor, now }: AuditContext,
  action: string,
  waveId: string,
  detail: AuditEntry['detail'] = {},
): Promise<void> {
  await audit({ at: now, actor, action, subject: { kind: 'wave', id: waveId }, detail });
}
