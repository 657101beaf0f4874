/** Opening a draft: from then on it counts as a plan of its office, of which there are at most two at a time and one for a dimension. */
import mongoose from 'mongoose';
import type { AuditContext } from '../accounts/audit/auditContext.ts';
import { Conflict } from '../http/httpErrors.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import type { Wave } from '../waves/wave.ts';
import { auditPlan, changePlan } from './changePlan.ts';
import { requireTurn } from './drawStart.ts';
import { maxOpenPlans, type Plan, PlanModel, placeOf } from './plan.ts';

/** Whether its office has as many plans under way as it may. */
export async function hasAllOpen({
  office,
  dimension,
}: Pick<Plan, 'office' | 'dimension'>): Promise<boolean> {
  const plan = { _id: '', office, dimension };
  const places = Array.from({ length: maxOpenPlans }, (_, at) => placeOf(plan, at + 1).place);
  const taken = await PlanModel.find({ place: mongoose.trusted({ $in: places }) }, { _id: 1 }).lean();
  return taken.length === maxOpenPlans;
}

/** @throws Conflict with a sentence that says what stands in the way; the draft stays as it is */
export async function openPlan(
  plan: Plan,
  wave: Pick<Wave, 'offices' | 'units'>,
  context: AuditContext,
): Promise<void> {
  if (plan.state !== 'draft') throw new Conflict('plans:errors.notDraft');
  if (plan.frozen) throw new Conflict('plans:errors.frozenDraft');
  const openedOn = isoDayOf(context.now);
  if (plan.endsOn < openedOn) throw new Conflict('plans:errors.endPassed');
  await requireTurn(plan, wave);
  for (let number = 1; number <= maxOpenPlans; number += 1) {
    try {
      await changePlan(plan, { state: 'open', openedOn, ...placeOf(plan, number) });
      await auditPlan(context, 'open', plan);
      return;
    } catch (error) {
      if (!isTaken(error)) throw error;
      if (await PlanModel.exists({ theme: placeOf(plan, number).theme }))
        throw new Conflict('plans:errors.sameDimension');
    }
  }
  throw new Conflict('plans:errors.twoOpen');
}

/**
 * The unique indexes decide, so that two managers at the same moment cannot both have the last place. Which of them was hit is asked
 * afterwards: not every server names it in its error.
 */
const isTaken = (error: unknown) => (error as { code?: number }).code === 11000;
