/** Corrects the own staff of an office. The note says why, and stays in the audit trail with the old number. */
import { audit } from '../accounts/audit/audit.ts';
import { NotFound } from '../http/httpErrors.ts';
import { OfficeModel } from './office.ts';

export interface HeadcountCorrection {
  headcount: number | null;
  note: string;
  actor: string;
  now: Date;
}

/** @throws NotFound when there is no such office */
export async function correctOfficeHeadcount(
  code: string,
  { headcount, note, actor, now }: HeadcountCorrection,
): Promise<void> {
  const before = await OfficeModel.findByIdAndUpdate(code, { $set: { headcount } }).lean();
  if (!before) throw new NotFound();
  const detail = { from: before.headcount, to: headcount, note };
  await audit({ at: now, actor, action: 'office.headcount', subject: { kind: 'office', id: code }, detail });
}
