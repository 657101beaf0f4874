/** The page of one plan, for whoever reads or writes it. */
import type { Request, Response } from 'express';
import { accountOf } from '../accounts/guards.ts';
import type { FieldError } from '../http/forms.ts';
import { readerOf } from '../http/readerOf.ts';
import { hasAllOpen } from './openPlan.ts';
import type { OpenedPlan } from './planAccess.ts';
import { presentOutcome } from './presentEffects.ts';
import { presentPlan } from './presentPlan.ts';
import { mayReadScores, seenOutcome } from './seenOutcome.ts';

interface Typed {
  values: Record<string, string>;
  errors: FieldError[];
}

/** Again with what was typed and what is wrong with it, where a form was refused. */
export async function showPlan(
  req: Request,
  res: Response,
  found: OpenedPlan,
  today: string,
  { values, errors }: Typed = { values: {}, errors: [] },
): Promise<void> {
  const reader = readerOf(res);
  const { role } = accountOf(req);
  const plan = presentPlan({ ...found, today, showsScore: mayReadScores(req) }, reader);
  const outcome = await seenOutcome(req, found.plan, today);
  await res.page('plans/show', {
    title: reader.t('plans:show.title', { dimension: plan.dimension, office: plan.office }),
    status: errors.length > 0 ? 422 : 200,
    plan,
    outcome: outcome && presentOutcome(outcome, reader),
    isFull: role === 'manager' && found.plan.state === 'draft' && (await hasAllOpen(found.plan)),
    values,
    errors,
    mayWrite: role === 'manager',
    mayJudge: role === 'administrator',
  });
}
