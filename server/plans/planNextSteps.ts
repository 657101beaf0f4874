/** What plans ask of a manager: a line for the quarter, and what is late, of the own office or of one below. */
import mongoose from 'mongoose';
import { type Account, grantedOffices } from '../accounts/account.ts';
import type { NextStep, NextSteps } from '../accounts/homeParts.ts';
import { dayMs, plusMs } from '../clock.ts';
import { instantOfDay, isoDayOf } from '../i18n/isoDay.ts';
import { readerOfLanguage } from '../i18n/reader.ts';
import { reportPaths } from '../reportPages/paths.ts';
import { WaveModel } from '../waves/wave.ts';
import { stateIn } from '../waves/waveState.ts';
import { isCheckInDue, overdueOf } from './overdue.ts';
import { planPath, plansPath } from './paths.ts';
import type { Plan } from './plan.ts';
import { listPlans, membersOf } from './planAccess.ts';
import { begins, PlanDrawModel } from './planDraw.ts';
import { planDimension, planOffice } from './presentPlan.ts';

/** More are said by their number. */
const named = 3;

export const planNextSteps: NextSteps = async (account, day) => {
  if (account.role !== 'manager' && account.role !== 'administrator') return [];
  const { plans, waves, tree } = await listPlans(account, day);
  const reader = readerOfLanguage(account.language);
  const stepsOf = (
    message: string,
    more: Pick<NextStep, 'button' | 'urgency'>,
    chosen: typeof plans,
  ): NextStep[] => {
    if (chosen.length > named)
      return [
        {
          message: `${message}Many`,
          values: { count: reader.f.number(chosen.length) },
          ...more,
          href: plansPath,
        },
      ];
    return chosen.map((plan) => {
      const wave = waves.get(plan.wave)!;
      const dimension = planDimension(plan, wave, reader);
      const office = planOffice(plan, wave, tree, reader);
      return { message, values: { dimension, office }, ...more, href: planPath(plan._id) };
    });
  };
  if (account.role === 'administrator')
    return stepsOf(
      'plans:next.words',
      { button: 'plan', urgency: 'week' },
      plans.filter(({ words }) => words?.state === 'waiting'),
    );
  const late = plans.filter((plan) => overdueOf(plan, day).length > 0);
  const due = plans.filter((plan) => !late.includes(plan) && isCheckInDue(plan, day));
  const steps = [
    ...stepsOf('plans:next.late', { button: 'plan', urgency: 'today' }, late),
    ...stepsOf('plans:next.checkIn', { button: 'report', urgency: 'week' }, due),
  ];
  return [...(await drawnSteps(account, day, plans)), ...steps];
};

/** Offices of the manager's own that a draw lets begin, and that have not yet. */
async function drawnSteps(account: Account, day: string, plans: readonly Plan[]): Promise<NextStep[]> {
  const own = new Set(grantedOffices(account, day));
  const steps: NextStep[] = [];
  for (const draw of await PlanDrawModel.find({
    day: mongoose.trusted({ $gte: dayOfYearBefore(day) }),
  }).lean()) {
    const wave = await WaveModel.findById(draw.wave).lean();
    if (!wave || (await WaveModel.exists({ previous: wave._id, ...followed }))) continue;
    for (const office of begins(draw)) {
      const isOwn = membersOf(wave, office).some((code) => own.has(code));
      if (!isOwn || plans.some((plan) => plan.office === office && plan.dimension === draw.dimension))
        continue;
      const dimension = planDimension(draw, wave, readerOfLanguage(account.language));
      const href = reportPaths.begin(draw.wave, office, 'own', draw.dimension);
      steps.push({
        message: 'plans:next.drawn',
        values: { dimension },
        button: 'plan',
        urgency: 'week',
        href,
      });
    }
  }
  return steps;
}

const followed = stateIn(['open', 'closed', 'counted', 'released']);

/** Older draws are over. */
const dayOfYearBefore = (day: string) => isoDayOf(plusMs(instantOfDay(day), -400 * dayMs));
