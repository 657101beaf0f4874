/** A plan as programs read it: what its page shows to the same role. */
import { z } from 'zod';
import type { PlanOutcome } from '../../plans/findOutcome.ts';
import { planStates } from '../../plans/plan.ts';
import { scopes } from '../../reports/scope.ts';
import { interval, isoDay } from './basics.ts';

export const plan = z
  .strictObject({
    id: z.string(),
    office: z.string(),
    scope: z.enum(scopes),
    wave: z.string(),
    instrument: z.string(),
    dimension: z.string(),
    state: z.enum(planStates),
    practice: z.string().nullable(),
    action: z.string(),
    owner: z.string(),
    sign: z.string(),
    expected: z.number(),
    startsOn: isoDay,
    endsOn: isoDay,
    openedOn: isoDay.nullable(),
    endedOn: isoDay.nullable(),
    reason: z.string(),
    workshops: z.number(),
    hours: z.number(),
    steps: z.array(z.strictObject({ text: z.string(), due: isoDay, doneOn: isoDay.nullable() })),
    checkIns: z.array(
      z.strictObject({
        quarter: z.string(),
        day: isoDay,
        line: z.string(),
        workshops: z.number(),
        hours: z.number(),
      }),
    ),
    overdue: z.array(z.enum(['end', 'step', 'checkIn'])),
    frozenOn: isoDay.nullable(),
    inheritedFrom: z.array(z.string()),
    start: z
      .strictObject({
        mean: z.number().nullable(),
        ci95: interval.nullable(),
        band: z.int().nullable(),
      })
      .nullable()
      .optional(),
  })
  .meta({ id: 'Plan' });

const verdicts = [
  'aboveExpected',
  'asExpected',
  'belowExpected',
  'unclear',
] as const satisfies PlanOutcome['verdict'][];

/** In points with one digit, as the page says it: what is expected comes from the scores of other offices. */
const outcome = z
  .strictObject({
    wave: z.string(),
    observed: z.number(),
    withoutPlan: z.number(),
    withoutPlanCi95: interval,
    remainder: z.number(),
    ci95: interval,
    verdict: z.enum(verdicts),
  })
  .meta({ id: 'PlanOutcome' });

/** One plan is told with what the next wave said of it. */
export const planWithOutcome = plan
  .extend({ outcome: outcome.nullable().optional() })
  .meta({ id: 'PlanWithOutcome' });
