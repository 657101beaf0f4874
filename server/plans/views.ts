/** What the templates of plans are given. */
import type { Given, OneOf } from '../http/viewLocals.ts';
import type { PlanValues } from './planValues.ts';
import type { presentBegin, presentPractices } from './presentBegin.ts';
import type { presentDraw, presentNewDraw } from './presentDraw.ts';
import type { presentEffects, presentOutcome } from './presentEffects.ts';
import type { presentPlan } from './presentPlan.ts';
import type { presentPlans } from './presentPlans.ts';
import type { WholeProvince } from './wholeProvince.ts';

type Begin = NonNullable<Given<typeof presentBegin>>;
type Weakest = OneOf<Begin['weakest'][number]>;
type Practices = Given<typeof presentPractices>['practices'];

declare module '../http/viewLocals.ts' {
  interface ViewLocals {
    'plans/_fields': { values: PlanValues; rows: number };
    'plans/_practices': { practices: Practices; chosen: string; form: string };
    'plans/_totals': { table: Given<typeof presentPlans>['tables'][number] };
    'plans/edit': {
      title: string;
      id: string;
      dimension: string;
      values: PlanValues;
      rows: number;
      practices: Practices;
    };
    'plans/_outcome': { outcome: Given<typeof presentOutcome> };
    'plans/draw': { title: string; draw: Given<typeof presentDraw> };
    'plans/effects': { title: string; effects: Given<typeof presentEffects> };
    'plans/index': { list: Given<typeof presentPlans>; whole: WholeProvince | null };
    'plans/new': {
      heading: string;
      page: Omit<Begin, 'weakest'> & { weakest: readonly Weakest[] };
      values: PlanValues;
      rows: number;
      mayWrite: boolean;
      isFull: boolean;
    };
    'plans/newDraw': {
      title: string;
      wave: { id: string; title: string };
      draw: Given<typeof presentNewDraw>;
      chosen: readonly string[];
      count: string;
    };
    'plans/_words': {
      plan: Given<typeof presentPlan>;
      values: PlanValues;
      mayWrite: boolean;
      mayJudge: boolean;
    };
    'plans/staff': {
      title: string;
      office: string;
      waveTitle: string;
      results: string;
      pairs: {
        dimension: string;
        office: string;
        said: string;
        did: string;
        state: string;
        isDone: boolean;
      }[];
    };
    'plans/show': {
      plan: Given<typeof presentPlan>;
      outcome: Given<typeof presentOutcome> | null;
      /** A draft whose office has as many plans under way as it may. */
      isFull: boolean;
      values: PlanValues;
      mayWrite: boolean;
      mayJudge: boolean;
    };
  }
}
