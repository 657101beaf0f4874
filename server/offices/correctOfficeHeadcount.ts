/** Corrects the number of an office's own staff. The note says why; the audit trail keeps it with the old number. */
import { audit } from '../accounts/audit/audit.ts';
import type { AuditContext } from '../accounts/audit/auditContext.ts';
import { NotFound } from '../http/httpErrors.ts';
import { OfficeModel } from './office.ts';

export interface OfficeHeadcountCorrection extends AuditContext {
  headcount: number | null;
  note: string;
}

/** @throws NotFound when there is no such office */
export async function correctOfficeHeadcount(
  code: string,
  { headcount, note, actor, now }: OfficeHeadcountCorrection,
): Promise<void> {
  const before = await OfficeModel.findByIdAndUpdate(code, { $set: { headcount } }).lean();
  if (!before) throw new NotFound();
  const detail = { from: before.headcount, to: headcount, note };
  await audit({ at: now, actor, action: 'office.headcount', subject: { kind: 'office', id: code }, detail });
}
