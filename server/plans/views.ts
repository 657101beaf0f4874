/** What the templates of plans are given. */
import type { Given, OneOf } from '../http/viewLocals.ts';
import type { PlanValues } from './planValues.ts';
import type { presentBegin, presentPractices } from './presentBegin.ts';
import type { presentPlan } from './presentPlan.ts';
import type { presentPlans } from './presentPlans.ts';

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
    'plans/index': { list: Given<typeof presentPlans> };
    'plans/new': {
      heading: string;
      page: Omit<Begin, 'weakest'> & { weakest: readonly Weakest[] };
      values: PlanValues;
      rows: number;
      mayWrite: boolean;
    };
    'plans/show': { plan: Given<typeof presentPlan>; values: PlanValues; mayWrite: boolean };
  }
}
