/** Corrects the number of an office's own staff. The note says why; the audit trail keeps it with the old number. */
import type { AuditContext } from '../accounts/audit/auditContext.ts';
import { Conflict, NotFound } from '../http/httpErrors.ts';
import { OfficeModel } from './office.ts';
import { storeHeadcount } from './saveHeadcounts.ts';

export interface OfficeHeadcountCorrection extends AuditContext {
  headcount: number | null;
  note: string;
}

/** @throws NotFound when there is no such office; Conflict when somebody else was faster */
export async function correctOfficeHeadcount(
  code: string,
  { headcount: to, note, ...auditContext }: OfficeHeadcountCorrection,
): Promise<void> {
  const before = await OfficeModel.findById(code, { headcount: 1 }).lean();
  if (!before) throw new NotFound();
  const change = { code, from: before.headcount ?? null, to, note };
  if (!(await storeHeadcount(change, auditContext))) throw new Conflict('offices:errors.again');
}
