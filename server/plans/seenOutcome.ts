/** The outcome of a plan for whoever asks, on the page and for programs: only with the right to read the report of the next wave too. */
import type { Request } from 'express';
import { accountOf } from '../accounts/guards.ts';
import { mayReadReport } from '../reportPages/reportAccess.ts';
import { findOutcome, type PlanOutcome } from './findOutcome.ts';
import type { Plan } from './plan.ts';

/** Administrators are told no score. */
export const mayReadScores = (req: Request): boolean => accountOf(req).role !== 'administrator';

export async function seenOutcome(req: Request, plan: Plan, today: string): Promise<PlanOutcome | null> {
  const outcome = mayReadScores(req) ? await findOutcome(plan) : null;
  return outcome && mayReadReport(req, outcome.second, plan.office, today) ? outcome : null;
}
