/** The stored offices as a tree, in alphabetical order within each branch. */
import type { Account } from '../accounts/account.ts';
import type { OfficeChoice } from '../accounts/officeChoices.ts';
import { alphabetically } from '../i18n/alphabetically.ts';
import type { Language } from '../i18n/languages.ts';
import { type Office, OfficeModel } from './office.ts';
import { officeName } from './officeName.ts';
import { type OfficeTree, officeTree } from './officeTree.ts';

export type StoredOffice = Office & { code: string };

export async function loadOffices(language: Language = 'fa'): Promise<OfficeTree<StoredOffice>> {
  const offices = await OfficeModel.find().lean();
  // A lean read is ours alone, so it gets its code without being copied.
  const coded = offices.map((office) => Object.assign(office, { code: office._id }));
  return officeTree(alphabetically(coded, (office) => officeName(office, language)));
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
