/**
 * To whom one may write. Whoever writes to an office is taken for one of its people or of those below it, so an office is offered only if
 * these are at least ten, which is also where reports begin to show more than a rounded mean; the province always is.
 */

import type { Language } from '../i18n/languages.ts';
import { loadOffices, type StoredOffice } from '../offices/loadOffices.ts';
import { isValidOn } from '../offices/office.ts';
import { officeName } from '../offices/officeName.ts';
import type { OfficeTree } from '../offices/officeTree.ts';

export const minimumStaff = 10;

export function mayBeAddressed(tree: OfficeTree<StoredOffice>, code: string, day: string): boolean {
  const office = tree.get(code);
  if (!office || !isValidOn(office, day)) return false;
  if (office.parent === null || !tree.get(office.parent)) return true;
  const staff = tree
    .subtree(code)
    .filter((one) => isValidOn(one, day))
    .reduce((sum, { headcount }) => sum + (headcount ?? 0), 0);
  return staff >= minimumStaff;
}

/** The office itself or the next one above it that may be written to; null without any office. */
export function nearestAddressee(tree: OfficeTree<StoredOffice>, code: string, day: string): string | null {
  const line = [code, ...tree.ancestors(code).map((office) => office.code)];
  return (
    line.find((one) => mayBeAddressed(tree, one, day)) ??
    tree.roots.find((root) => isValidOn(root, day))?.code ??
    null
  );
}

export interface Addressee {
  code: string;
  name: string;
  /** Steps below the province. */
  depth: number;
}

export async function listAddressees(language: Language, day: string): Promise<Addressee[]> {
  const tree = await loadOffices(language);
  return tree
    .inOrder()
    .filter(({ office }) => mayBeAddressed(tree, office.code, day))
    .map(({ office, depth }) => ({ code: office.code, name: officeName(office, language), depth }));
}
