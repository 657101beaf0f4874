/** The page of one plan, for whoever reads or writes it. */
import type { Request, Response } from 'express';
import { accountOf } from '../accounts/guards.ts';
import type { FieldError } from '../http/forms.ts';
import { readerOf } from '../http/readerOf.ts';
import { mayReadReport } from '../reportPages/reportAccess.ts';
import { findOutcome } from './findOutcome.ts';
import type { OpenedPlan } from './planAccess.ts';
import { presentOutcome } from './presentEffects.ts';
import { presentPlan } from './presentPlan.ts';

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
  const showsScore = role !== 'administrator';
  const plan = presentPlan({ ...found, today, showsScore }, reader);
  const outcome = showsScore ? await findOutcome(found.plan) : null;
  const isReadable = outcome && mayReadReport(req, outcome.second, found.plan.office, today);
  await res.page('plans/show', {
    title: reader.t('plans:show.title', { dimension: plan.dimension, office: plan.office }),
    status: errors.length > 0 ? 422 : 200,
    plan,
    outcome: isReadable ? presentOutcome(outcome, reader) : null,
    values,
    errors,
    mayWrite: role === 'manager',
    mayJudge: role === 'administrator',
  });
}
