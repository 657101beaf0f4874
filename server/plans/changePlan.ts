/** Writes a change of a plan and its line in the audit trail; a change that somebody else has overtaken is refused, not merged. */
import { audit } from '../accounts/audit/audit.ts';
import type { AuditContext } from '../accounts/audit/auditContext.ts';
import type { AuditEntry } from '../accounts/audit/auditEntry.ts';
import { Conflict } from '../http/httpErrors.ts';
import { type Plan, PlanModel } from './plan.ts';

/** @throws Conflict when the plan is no longer what the change was made from */
export async function changePlan(plan: Plan, change: Partial<Plan>): Promise<void> {
  const { _id, revision } = plan;
  const result = await PlanModel.updateOne({ _id, revision }, { $set: change, $inc: { revision: 1 } });
  if (result.matchedCount === 0) throw new Conflict('plans:errors.changed');
}

export async function auditPlan(
  { actor, now }: AuditContext,
  action: string,
  plan: Pick<Plan, '_id' | 'wave' | 'office' | 'dimension'>,
  detail: AuditEntry['detail'] = {},
): Promise<void> {
  await audit({
    at: now,
    actor,
    action: `plan.${action}`,
    subject: { kind: 'wave', id: plan.wave, officeOrUnit: plan.office },
    detail: { plan: plan._id, dimension: plan.dimension, ...detail },
  });
}
