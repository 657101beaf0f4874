/** A plan of an office that is no more goes to its successor by an act of the successor's manager, and by nothing else. */
import type { AuditContext } from '../accounts/audit/auditContext.ts';
import { Conflict } from '../http/httpErrors.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import type { StoredOffice } from '../offices/loadOffices.ts';
import { isValidOn } from '../offices/office.ts';
import type { OfficeTree } from '../offices/officeTree.ts';
import { auditPlan, changePlan } from './changePlan.ts';
import { type Plan, placeOf } from './plan.ts';

/** Offices that took the place of the plan's office and exist on the day; empty while that office itself exists. */
export function successorsOf(plan: Plan, tree: OfficeTree<StoredOffice>, day: string): StoredOffice[] {
  const own = tree.get(plan.office);
  if (!own || isValidOn(own, day) || (plan.state !== 'open' && plan.state !== 'draft')) return [];
  return tree
    .inOrder()
    .map(({ office }) => office)
    .filter((office) => office.replaces.includes(plan.office) && isValidOn(office, day));
}

/** @throws Conflict unless the office is a successor, or where it has two open plans already */
export async function inheritPlan(
  plan: Plan,
  successor: string,
  tree: OfficeTree<StoredOffice>,
  context: AuditContext,
): Promise<void> {
  const found = successorsOf(plan, tree, isoDayOf(context.now)).some(({ code }) => code === successor);
  if (!found) throw new Conflict('plans:errors.successor');
  const inheritedFrom = [...plan.inheritedFrom, plan.office];
  const heir = { ...plan, office: successor };
  const numbers = plan.state === 'open' ? [1, 2] : [undefined];
  for (const number of numbers) {
    try {
      await changePlan(plan, { office: successor, inheritedFrom, ...placeOf(heir, number) });
      await auditPlan(context, 'inherit', plan, { office: successor });
      return;
    } catch (error) {
      if ((error as { code?: number }).code !== 11000) throw error;
    }
  }
  throw new Conflict('plans:errors.successorFull');
}
