/** How long the answers of a wave are kept, as the office decided: months from its end, and whether the system deletes by itself afterwards. */
import mongoose, { Schema } from 'mongoose';
import { audit } from '../../accounts/audit/audit.ts';
import type { AuditContext } from '../../accounts/audit/auditContext.ts';

export interface RetentionRule {
  /** null: nothing is ever due. */
  months: number | null;
  /** Otherwise what is due is only listed and said. */
  deletes: boolean;
}

const schema = new Schema<RetentionRule & { _id: string }>(
  {
    _id: { type: String, required: true },
    months: { type: Number, default: null },
    deletes: { type: Boolean, default: false },
  },
  { versionKey: false, collection: 'retentionRules' },
);
const RetentionRuleModel = mongoose.model<RetentionRule & { _id: string }>('RetentionRule', schema);

const id = 'waves';

export async function findRetentionRule(): Promise<RetentionRule> {
  const stored = await RetentionRuleModel.findById(id).lean();
  return { months: stored?.months ?? null, deletes: stored?.deletes ?? false };
}

export async function saveRetentionRule(rule: RetentionRule, { actor, now }: AuditContext): Promise<void> {
  await RetentionRuleModel.updateOne({ _id: id }, { $set: { ...rule } }, { upsert: true });
  await audit({ at: now, actor, action: 'retention.rule', detail: { ...rule } });
}
