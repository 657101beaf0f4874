/**
 * What plans add up to for the province: how many, workshops held and person-hours of training, by dimension, by branch and by Jalali
 * year. Held is what check-ins say, in the year in which they were written; planned stands beside it.
 */
import type { StoredOffice } from '../offices/loadOffices.ts';
import type { OfficeTree } from '../offices/officeTree.ts';
import type { Plan } from './plan.ts';
import { yearOf } from './quarter.ts';

export interface Totals {
  plans: number;
  workshops: number;
  hours: number;
  plannedWorkshops: number;
  plannedHours: number;
}

export interface TotalsRow extends Totals {
  /** Dimension id, code of the office above a branch, or year. */
  key: string;
}

type Counted = Pick<
  Plan,
  'dimension' | 'office' | 'startsOn' | 'openedOn' | 'workshops' | 'hours' | 'checkIns'
>;

const nothing: Totals = { plans: 0, workshops: 0, hours: 0, plannedWorkshops: 0, plannedHours: 0 };

/** Drafts, which nobody has begun, are left out. `year` limits all but the rows by year. */
export function planTotals(
  plans: readonly Counted[],
  branch: (plan: Counted) => string,
  year: number | null,
) {
  const begun = plans.filter(({ openedOn }) => openedOn !== null);
  const inYear = (plan: Counted) => totalsOf(plan, year);
  return {
    all: begun.map(inYear).reduce(sum, nothing),
    byDimension: grouped(begun, ({ dimension }) => dimension, inYear),
    byBranch: grouped(begun, branch, inYear),
    byYear: yearsOf(begun).map((one) => ({
      key: String(one),
      ...begun.map((plan) => totalsOf(plan, one)).reduce(sum, nothing),
    })),
  };
}

/** Every Jalali year in which something was begun or held, the latest first. */
export function yearsOf(plans: readonly Counted[]): number[] {
  const days = plans.flatMap(({ startsOn, checkIns }) => [startsOn, ...checkIns.map(({ day }) => day)]);
  return [...new Set(days.map(yearOf))].sort((a, b) => b - a);
}

/** A plan is counted in the year in which it begins, what was held in the year in which it was told. */
function totalsOf(plan: Counted, year: number | null): Totals {
  const begins = year === null || yearOf(plan.startsOn) === year;
  const told = plan.checkIns.filter(({ day }) => year === null || yearOf(day) === year);
  return {
    plans: begins ? 1 : 0,
    workshops: told.reduce((all, { workshops }) => all + workshops, 0),
    hours: told.reduce((all, { hours }) => all + hours, 0),
    plannedWorkshops: begins ? plan.workshops : 0,
    plannedHours: begins ? plan.hours : 0,
  };
}

function grouped(
  plans: readonly Counted[],
  keyOf: (plan: Counted) => string,
  of: (plan: Counted) => Totals,
): TotalsRow[] {
  const groups = new Map<string, Totals>();
  for (const plan of plans) groups.set(keyOf(plan), sum(groups.get(keyOf(plan)) ?? nothing, of(plan)));
  return [...groups]
    .map(([key, totals]) => ({ key, ...totals }))
    .filter(({ plans: count, workshops, hours }) => count + workshops + hours > 0)
    .sort((a, b) => b.hours - a.hours || b.plans - a.plans || a.key.localeCompare(b.key));
}

const sum = (a: Totals, b: Totals): Totals => ({
  plans: a.plans + b.plans,
  workshops: a.workshops + b.workshops,
  hours: a.hours + b.hours,
  plannedWorkshops: a.plannedWorkshops + b.plannedWorkshops,
  plannedHours: a.plannedHours + b.plannedHours,
});

/** The office right below the highest one that an office lies in, however deep: the highest one is its own branch. */
export function branchOf(tree: OfficeTree<StoredOffice>, code: string): string {
  return [code, ...tree.ancestors(code).map((office) => office.code)].at(-2) ?? code;
}
