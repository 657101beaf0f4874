/** Headcounts with everything below: what stands at each office of the list, and at its foot. */
import type { StoredOffice } from './loadOffices.ts';
import type { OfficeTree } from './officeTree.ts';

export interface HeadcountTotal {
  /** People of the office and of all below it, as far as they are known. */
  people: number;
  /** Offices among them whose own staff is not known. */
  missing: number;
  /** The office and all below it. */
  offices: number;
}

/** Of every office in the tree; those that do not exist on the day count for nothing. */
export function headcountTotals(
  tree: OfficeTree<StoredOffice>,
  exists: (office: StoredOffice) => boolean,
): Map<string, HeadcountTotal> {
  const totals = new Map<string, HeadcountTotal>();
  const offices = tree.inOrder().map(({ office }) => office);
  for (const office of offices) totals.set(office.code, ownTotal(office, exists(office)));
  // Children come after their parents, so that from the end each office is whole before it is added to the one above.
  for (const office of offices.reverse()) {
    const above = office.parent === null ? undefined : totals.get(office.parent);
    if (above) add(above, totals.get(office.code)!);
  }
  return totals;
}

/** Of the whole organisation. */
export function wholeTotal(
  tree: OfficeTree<StoredOffice>,
  totals: ReadonlyMap<string, HeadcountTotal>,
): HeadcountTotal {
  const whole = { people: 0, missing: 0, offices: 0 };
  for (const { code } of tree.roots) add(whole, totals.get(code)!);
  return whole;
}

function ownTotal({ headcount }: StoredOffice, exists: boolean): HeadcountTotal {
  if (!exists) return { people: 0, missing: 0, offices: 0 };
  return { people: headcount ?? 0, missing: headcount === null ? 1 : 0, offices: 1 };
}

function add(to: HeadcountTotal, more: HeadcountTotal): void {
  to.people += more.people;
  to.missing += more.missing;
  to.offices += more.offices;
}
