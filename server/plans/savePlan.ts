/** Making and editing plans. Both check what the form alone cannot know; until the next wave opens an open plan may still be edited. */
import type { AuditContext } from '../accounts/audit/auditContext.ts';
import { randomId } from '../database/randomId.ts';
import type { FieldError } from '../http/forms.ts';
import { Conflict } from '../http/httpErrors.ts';
import type { Wave } from '../waves/wave.ts';
import { auditPlan, changePlan } from './changePlan.ts';
import type { PlanInput, PlanSubject } from './forms.ts';
import { findDimension, instrumentOf, knownScoreOf, reportedAs } from './knownScore.ts';
import { type Plan, PlanModel, placeOf } from './plan.ts';
import { practicesFor } from './practices.ts';
import { quotesComment } from './quotesComment.ts';

type Saved = { ok: true; id: string } | { ok: false; errors: FieldError[] };

export async function createPlan(
  wave: Wave,
  subject: Omit<PlanSubject, 'wave'>,
  input: PlanInput,
  context: AuditContext,
): Promise<Saved> {
  const { scope, dimension } = subject;
  const office = reportedAs(wave, subject.office, scope);
  const instrument = instrumentOf(wave, dimension);
  if (!instrument) return refused('dimension', 'plans:errors.dimension');
  const problems = await problemsOf(wave, office, instrument.id, dimension, input);
  if (problems.length > 0) return { ok: false, errors: problems };
  const known = knownScoreOf(await findDimension(wave, { office, scope, dimension }));
  const about = { _id: randomId(16), office, scope, wave: wave._id, instrument: instrument.id, dimension };
  const plan = { ...about, ...placeOf(about), known, ...written(withAction(input, about)) };
  await PlanModel.create(plan);
  await auditPlan(context, 'draft', plan);
  return { ok: true, id: plan._id };
}

export async function editPlan(
  plan: Plan,
  wave: Wave,
  input: PlanInput,
  context: AuditContext,
): Promise<Saved> {
  requireChangeable(plan);
  const problems = await problemsOf(wave, plan.office, plan.instrument, plan.dimension, input);
  if (problems.length > 0) return { ok: false, errors: problems };
  const fields = written(withAction(input, plan));
  const done = new Map(plan.steps.map(({ text, doneOn }) => [text, doneOn]));
  const steps = fields.steps.map((step) => ({ ...step, doneOn: done.get(step.text) ?? null }));
  await changePlan(plan, { ...fields, steps });
  await auditPlan(context, 'edit', plan);
  return { ok: true, id: plan._id };
}

/** @throws Conflict once the next wave has opened, or the plan has ended */
export function requireChangeable(plan: Pick<Plan, 'frozen' | 'state'>): void {
  if (plan.frozen) throw new Conflict('plans:errors.frozen');
  if (plan.state !== 'draft' && plan.state !== 'open') throw new Conflict('plans:errors.ended');
}

const refused = (field: string, message: string): Saved => ({ ok: false, errors: [{ field, message }] });

/** A chosen practice says what is done where nothing else was written. */
function withAction(input: PlanInput, { instrument, dimension }: Pick<Plan, 'instrument' | 'dimension'>) {
  if (input.action.length >= 3) return input;
  const found = practicesFor(instrument, dimension)?.practices.find(({ id }) => id === input.practice);
  return { ...input, action: found?.title.fa ?? input.action };
}

function written({ practice, action, owner, sign, expected, startsOn, endsOn, steps, ...form }: PlanInput) {
  const { workshops, hours } = form;
  return {
    ...{ practice, action, owner, sign, expected, startsOn, endsOn, workshops, hours },
    steps: steps.map(({ text, due }) => ({ text, due, doneOn: null })),
  };
}

async function problemsOf(
  wave: Wave,
  office: string,
  instrument: string,
  dimension: string,
  input: PlanInput,
): Promise<FieldError[]> {
  const offered = practicesFor(instrument, dimension)?.practices ?? [];
  if (input.practice && !offered.some(({ id }) => id === input.practice))
    return [{ field: 'practice', message: 'plans:errors.practice' }];
  const texts = [input.action, input.sign, ...input.steps.map(({ text }) => text)];
  const quotes = await quotesComment(wave, office, texts);
  return quotes ? [{ field: 'action', message: 'plans:errors.quote' }] : [];
}
