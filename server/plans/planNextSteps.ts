/** What plans ask of a manager: a line for the quarter, and what is late, of the own office or of one below. */
import type { NextStep, NextSteps } from '../accounts/homeParts.ts';
import { readerOfLanguage } from '../i18n/reader.ts';
import { isCheckInDue, overdueOf } from './overdue.ts';
import { planPath, plansPath } from './paths.ts';
import { listPlans } from './planAccess.ts';
import { planDimension, planOffice } from './presentPlan.ts';

/** More are said by their number. */
const named = 3;

export const planNextSteps: NextSteps = async (account, day) => {
  if (account.role !== 'manager') return [];
  const { plans, waves, tree } = await listPlans(account, day);
  const reader = readerOfLanguage(account.language);
  const stepsOf = (message: string, chosen: typeof plans): NextStep[] => {
    if (chosen.length > named)
      return [
        { message: `${message}Many`, values: { count: reader.f.number(chosen.length) }, href: plansPath },
      ];
    return chosen.map((plan) => {
      const wave = waves.get(plan.wave)!;
      const dimension = planDimension(plan, wave, reader);
      const office = planOffice(plan, wave, tree, reader);
      return { message, values: { dimension, office }, href: planPath(plan._id) };
    });
  };
  const late = plans.filter((plan) => overdueOf(plan, day).length > 0);
  const due = plans.filter((plan) => !late.includes(plan) && isCheckInDue(plan, day));
  return [...stepsOf('plans:next.late', late), ...stepsOf('plans:next.checkIn', due)];
};
