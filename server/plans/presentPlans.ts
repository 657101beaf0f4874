/** The list of plans with what is late, and what they add up to. */
import { instantOfDay } from '../i18n/isoDay.ts';
import type { Reader } from '../i18n/reader.ts';
import type { StoredOffice } from '../offices/loadOffices.ts';
import { officeName } from '../offices/officeName.ts';
import type { OfficeTree } from '../offices/officeTree.ts';
import { overdueOf } from './overdue.ts';
import { planPath, plansPath } from './paths.ts';
import type { Plan } from './plan.ts';
import { membersOf, type NamingWave } from './planAccess.ts';
import { branchOf, planTotals, type TotalsRow, yearsOf } from './planTotals.ts';
import { planDimension, planOffice } from './presentPlan.ts';

export interface SeenPlans {
  plans: readonly Plan[];
  waves: ReadonlyMap<string, NamingWave>;
  tree: OfficeTree<StoredOffice>;
}

/** The late ones first, then those that are open, drafts, and what has ended. */
export function presentPlans(
  { plans, waves, tree }: SeenPlans,
  today: string,
  year: number | null,
  reader: Reader,
) {
  const { t, f } = reader;
  const rows = plans.flatMap((plan) => {
    const wave = waves.get(plan.wave);
    if (!wave) return [];
    const late = overdueOf(plan, today);
    return {
      href: planPath(plan._id),
      dimension: planDimension(plan, wave, reader),
      office: planOffice(plan, wave, tree, reader),
      state: t(`plans:state.${plan.state}`),
      order: late.length > 0 ? 0 : ['', 'open', 'draft', 'done', 'stopped'].indexOf(plan.state),
      late: late.map((kind) => t(`plans:overdue.${kind}`)),
      endsOn: f.dateNumeric(instantOfDay(plan.endsOn)),
      owner: plan.owner,
    };
  });
  const branch = (plan: Pick<Plan, 'office'>) => {
    const wave = [...waves.values()].find(({ units }) => units.some(({ code }) => code === plan.office));
    return branchOf(tree, membersOf(wave, plan.office)[0] ?? plan.office);
  };
  const totals = planTotals(plans, branch, year);
  const titleOf = (dimension: string) => {
    const plan = plans.find((one) => one.dimension === dimension);
    const wave = plan && waves.get(plan.wave);
    return plan && wave ? planDimension(plan, wave, reader) : dimension;
  };
  const named = (list: readonly TotalsRow[], name: (key: string) => string) =>
    list.map(({ key, ...row }) => ({ name: name(key), ...numbers(row, reader) }));
  return {
    rows: rows.sort((a, b) => a.order - b.order),
    overdue: rows.filter(({ late }) => late.length > 0).length,
    totals: numbers(totals.all, reader),
    tables: [
      { title: t('plans:totals.byDimension'), rows: named(totals.byDimension, titleOf) },
      {
        title: t('plans:totals.byBranch'),
        rows: named(totals.byBranch, (code) => {
          const office = tree.get(code);
          return office ? officeName(office, reader.lang) : code;
        }),
      },
      { title: t('plans:totals.byYear'), rows: named(totals.byYear, (one) => f.digits(one)) },
    ],
    years: [
      { href: plansPath, label: t('plans:totals.allYears'), current: year === null },
      ...yearsOf(plans).map((one) => ({
        href: `${plansPath}?year=${one}`,
        label: f.digits(String(one)),
        current: one === year,
      })),
    ],
  };
}

function numbers(row: Omit<TotalsRow, 'key'>, { f }: Reader) {
  return {
    plans: f.number(row.plans),
    workshops: f.number(row.workshops),
    hours: f.number(row.hours),
    plannedWorkshops: f.number(row.plannedWorkshops),
    plannedHours: f.number(row.plannedHours),
  };
}
