/** What happens to an open plan: steps done, a line each quarter, its end. */
import type { AuditContext } from '../accounts/audit/auditContext.ts';
import type { FieldError } from '../http/forms.ts';
import { Conflict, NotFound } from '../http/httpErrors.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import type { Wave } from '../waves/wave.ts';
import { auditPlan, changePlan } from './changePlan.ts';
import { mayBeMended } from './overdue.ts';
import { type CheckIn, type Plan, placeOf } from './plan.ts';
import { quarterOf } from './quarter.ts';
import { quotesComment } from './quotesComment.ts';

/**
 * The line of this quarter, or a mended one of this or the last: what stood there before is kept. @throws Conflict after the end, and
 * for a line that can no longer be mended
 */
export async function checkIn(
  plan: Plan,
  wave: Wave,
  { quarter: asked, ...input }: { quarter: string; line: string; workshops: number; hours: number },
  context: AuditContext,
): Promise<FieldError[]> {
  requireOpen(plan);
  const day = isoDayOf(context.now);
  if (day > plan.endsOn) throw new Conflict('plans:errors.checkInAfterEnd');
  if (day < plan.startsOn) throw new Conflict('plans:errors.checkInBeforeStart');
  if (await quotesComment(wave, plan.office, [input.line]))
    return [{ field: 'line', message: 'plans:errors.quote' }];
  const quarter = asked || quarterOf(day);
  const before = plan.checkIns.find((one) => one.quarter === quarter);
  if (asked && !(before && mayBeMended(plan, before, day))) throw new Conflict('plans:errors.checkInSettled');
  const others = plan.checkIns.filter((one) => one !== before);
  const told = { quarter, day: before?.day ?? day, ...input, earlier: earlierOf(before, input, day) };
  await changePlan(plan, { checkIns: [...others, told] });
  const { workshops, hours } = input;
  await auditPlan(context, 'checkIn', plan, { quarter, workshops, hours });
  return [];
}

function earlierOf(
  before: CheckIn | undefined,
  input: Pick<CheckIn, 'line' | 'workshops' | 'hours'>,
  until: string,
) {
  if (!before) return [];
  const { line, workshops, hours, earlier = [] } = before;
  const isSame = line === input.line && workshops === input.workshops && hours === input.hours;
  return isSame ? earlier : [...earlier, { line, workshops, hours, until }];
}

/** Done today, or by a second click not done. */
export async function toggleStep(plan: Plan, at: number, context: AuditContext): Promise<void> {
  requireOpen(plan);
  if (!plan.steps[at]) throw new NotFound();
  const today = isoDayOf(context.now);
  const steps = plan.steps.map((step, i) =>
    i === at ? { ...step, doneOn: step.doneOn === null ? today : null } : step,
  );
  await changePlan(plan, { steps });
  await auditPlan(context, 'step', plan, { step: at + 1 });
}

export async function completePlan(plan: Plan, context: AuditContext): Promise<void> {
  requireOpen(plan);
  await end(plan, { state: 'done' }, context);
}

export async function stopPlan(plan: Plan, reason: string, context: AuditContext): Promise<void> {
  if (plan.state !== 'draft') requireOpen(plan);
  await end(plan, { state: 'stopped', reason }, context);
}

async function end(plan: Plan, how: Pick<Plan, 'state'> & { reason?: string }, context: AuditContext) {
  await changePlan(plan, { ...how, endedOn: isoDayOf(context.now), ...placeOf(plan) });
  await auditPlan(context, how.state === 'done' ? 'done' : 'stop', plan);
}

function requireOpen({ state }: Plan): void {
  if (state !== 'open')
    throw new Conflict(state === 'draft' ? 'plans:errors.stillDraft' : 'plans:errors.ended');
}
