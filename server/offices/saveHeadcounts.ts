/**
 * Stores headcounts that were typed in the list. What is right is stored even where something else is wrong. A wave that was launched
 * keeps the number it was launched with: there a raised headcount takes two administrators, on the wave's own page.
 */
import mongoose from 'mongoose';
import { audit } from '../accounts/audit/audit.ts';
import type { AuditContext } from '../accounts/audit/auditContext.ts';
import type { FieldError } from '../http/forms.ts';
import { OfficeModel } from './office.ts';
import { headcountField, type TypedHeadcount, typedHeadcount } from './typedHeadcounts.ts';

export interface HeadcountsSaved {
  /** Codes of the offices whose headcount was stored. */
  saved: string[];
  /** Beside the field of each office that was not. */
  errors: FieldError[];
}

export async function saveHeadcounts(
  typed: readonly TypedHeadcount[],
  auditContext: AuditContext,
): Promise<HeadcountsSaved> {
  const now = await storedHeadcounts(typed);
  const saved: string[] = [];
  const errors: FieldError[] = [];
  const changes: HeadcountChange[] = [];
  for (const { code, shown, text } of typed) {
    const stored = now.get(code);
    const to = typedHeadcount(text);
    if (stored === undefined) continue;
    if (Number.isNaN(to)) errors.push(wrong(code, 'offices:errors.typed'));
    else if (stored === to) saved.push(code);
    else if (stored !== shown) errors.push(changedMeanwhile(code, stored));
    else changes.push({ code, from: stored, to });
  }
  for (const change of changes) {
    if (await storeHeadcount(change, auditContext)) saved.push(change.code);
    else errors.push(wrong(change.code, 'offices:errors.again'));
  }
  return { saved, errors };
}

interface HeadcountChange {
  code: string;
  from: number | null;
  to: number | null;
  /** Why, where somebody said it. */
  note?: string;
}

const wrong = (code: string, message: string): FieldError => ({ field: headcountField(code), message });

function changedMeanwhile(code: string, stored: number | null): FieldError {
  if (stored === null) return wrong(code, 'offices:errors.emptied');
  return { ...wrong(code, 'offices:errors.changed'), values: { now: stored } };
}

async function storedHeadcounts(typed: readonly TypedHeadcount[]): Promise<Map<string, number | null>> {
  const codes = typed.map(({ code }) => code);
  const offices = await OfficeModel.find({ _id: mongoose.trusted({ $in: codes }) }, { headcount: 1 }).lean();
  return new Map(offices.map(({ _id, headcount }) => [_id, headcount ?? null]));
}

/** Only from the number that it was, which the audit trail keeps. @returns false when somebody was faster */
export async function storeHeadcount(
  { code, ...detail }: HeadcountChange,
  { actor, now }: AuditContext,
): Promise<boolean> {
  const { from, to } = detail;
  const written = await OfficeModel.updateOne({ _id: code, headcount: from }, { $set: { headcount: to } });
  if (written.matchedCount === 0) return false;
  await audit({ at: now, actor, action: 'office.headcount', subject: { kind: 'office', id: code }, detail });
  return true;
}
