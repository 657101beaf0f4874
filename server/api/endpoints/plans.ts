/** Plans: those whose pages the account may open. Administrators are not told the score that a plan starts from. */
import { z } from 'zod';
import type { PlanOutcome } from '../../plans/findOutcome.ts';
import { overdueOf } from '../../plans/overdue.ts';
import { type Plan, planStates } from '../../plans/plan.ts';
import { getPlan, listPlans } from '../../plans/planAccess.ts';
import { mayReadScores, seenOutcome } from '../../plans/seenOutcome.ts';
import { endpoint } from '../endpoint.ts';
import { latestFirst, pageOf, pageQuery, pageSchema } from '../requests/pageOf.ts';
import { emptyParams, emptyQuery, id } from '../schemas/basics.ts';
import { plan, planWithOutcome } from '../schemas/plan.ts';

const roles = ['administrator', 'manager', 'analyst'] as const;

export const listPlansEndpoint = endpoint({
  id: 'listPlans',
  method: 'get',
  path: '/plans',
  roles,
  params: emptyParams,
  query: z.strictObject({
    ...pageQuery,
    wave: id.optional(),
    office: id.optional(),
    state: z.enum(planStates).optional(),
  }),
  answers: { 200: pageSchema(plan) },
  problems: [],
  async handle({ query, account, today, req }) {
    const { plans, waves } = await listPlans(account, today);
    const isAsked = (one: Plan) =>
      (['wave', 'office', 'state'] as const).every((name) => [undefined, one[name]].includes(query[name]));
    const keyOf = ({ endsOn, _id }: Plan) => `${latestFirst(new Date(endsOn))} ${_id}`;
    const chosen = plans.filter((one) => waves.has(one.wave) && isAsked(one));
    const sorted = chosen.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    const { items, next } = pageOf(sorted, query, keyOf);
    const showsScore = mayReadScores(req);
    return { body: { items: items.map((one) => planJson(one, today, showsScore)), next } };
  },
});

export const getPlanEndpoint = endpoint({
  id: 'getPlan',
  method: 'get',
  path: '/plans/{plan}',
  roles,
  params: z.strictObject({ plan: id }),
  query: emptyQuery,
  answers: { 200: planWithOutcome },
  problems: [404],
  async handle({ params, account, today, req }) {
    const found = await getPlan(params.plan, account, today);
    const showsScore = mayReadScores(req);
    const outcome = await seenOutcome(req, found.plan, today);
    return {
      body: {
        ...planJson(found.plan, today, showsScore),
        ...(showsScore && { outcome: outcome && outcomeJson(outcome) }),
      },
    };
  },
});

function outcomeJson({
  second,
  before,
  after,
  expected,
  expectedCi95,
  remainder,
  ci95,
  verdict,
}: PlanOutcome) {
  const points = (value: number) => Math.round(value * 10) / 10;
  const both = ([low, high]: readonly [number, number]) => [points(low), points(high)];
  return {
    wave: second._id,
    observed: points(after - before),
    withoutPlan: points(expected - before),
    withoutPlanCi95: both([expectedCi95[0] - before, expectedCi95[1] - before]),
    remainder: points(remainder),
    ci95: both(ci95),
    verdict,
  };
}

function planJson(one: Plan, today: string, showsScore: boolean) {
  const { office, scope, wave, instrument, dimension, state, practice, action, owner, sign, expected } = one;
  const { startsOn, endsOn, openedOn, endedOn, reason, workshops, hours, inheritedFrom, known } = one;
  return {
    id: one._id,
    ...{ office, scope, wave, instrument, dimension, state, practice, action, owner, sign, expected },
    ...{ startsOn, endsOn, openedOn, endedOn, reason, workshops, hours },
    steps: one.steps.map(({ text, due, doneOn }) => ({ text, due, doneOn })),
    checkIns: one.checkIns.map((told) => ({
      quarter: told.quarter,
      day: told.day,
      line: told.line,
      workshops: told.workshops,
      hours: told.hours,
    })),
    overdue: overdueOf(one, today),
    frozenOn: one.frozen?.day ?? null,
    inheritedFrom,
    ...(showsScore && { start: known && { mean: known.mean, ci95: known.ci95, band: known.band } }),
  };
}
