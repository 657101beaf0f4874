/** The stored offices as a tree, in alphabetical order within each branch. */
import type { Account } from '../accounts/account.ts';
import type { OfficeChoice } from '../accounts/officeChoices.ts';
import { formatter } from '../i18n/format.ts';
import type { Language } from '../i18n/languages.ts';
import { type Office, OfficeModel } from './office.ts';
import { officeName } from './officeName.ts';
import { type OfficeTree, officeTree } from './officeTree.ts';

export type StoredOffice = Office & { code: string };

export async function loadOffices(language: Language = 'fa'): Promise<OfficeTree<StoredOffice>> {
  const offices = await OfficeModel.find().lean();
  const { compare } = formatter(language);
  const named = offices.map((office) => ({ ...office, code: office._id }));
  named.sort((a, b) => compare(officeName(a, language), officeName(b, language)));
  return officeTree(named);
}

/** Every office for a choice list, parents before children, for the pages of accounts. */
export async function officeChoices(language: Account['language']): Promise<OfficeChoice[]> {
  const tree = await loadOffices(language);
  return tree.inOrder().map(({ office, depth }) => ({
    code: office.code,
    name: officeName(office, language),
    depth,
  }));
}
