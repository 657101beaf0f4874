/** Who exactly will be able to read what once the results are released: by name for managers, by what opens the page for the others. */
import mongoose from 'mongoose';
import { type Account, AccountModel, grantedOffices } from '../../accounts/account.ts';
import type { Reader } from '../../i18n/reader.ts';
import { officeName } from '../../offices/officeName.ts';
import { officeTree } from '../../offices/officeTree.ts';
import { PublishedReportModel } from '../../reports/published/publishedModels.ts';
import { isShown } from '../../reports/published/reportObject.ts';
import { nameInWave } from '../../waves/nameInWave.ts';
import { rootOffice } from '../../waves/rootOffice.ts';
import type { Wave } from '../../waves/wave.ts';

interface ManagedOffice {
  code: string;
  name: string;
  managers: string[];
  /** Where no manager holds the office itself: the nearest office above whose manager reads it. */
  readFrom: string;
}

/** @param day ISO date; rights of managers begin and end by days */
export async function presentReleaseReaders(wave: Wave, day: string, reader: Reader) {
  const accounts = await AccountModel.find({
    role: mongoose.trusted({ $in: ['manager', 'analyst'] }),
    disabled: false,
  }).lean();
  const managers = managersByOffice(accounts, day, reader);
  const offices = managedOffices(wave, managers, reader);
  // Where nobody was asked there is no report of one's own that somebody would have to read.
  const asked = new Set(wave.offices.filter(({ headcount }) => headcount !== 0).map(({ code }) => code));
  const published = await PublishedReportModel.find({ wave: wave._id, scope: 'own' }).lean();
  const shown = published.filter(({ report }) => report.instruments.some(({ index }) => isShown(index)));
  const names = new Set(wave.offices.flatMap(({ code }) => managers.get(code) ?? []));
  return {
    counts: {
      managers: names.size,
      managed: offices.filter((office) => office.managers.length > 0).length,
      analysts: accounts.filter(({ role }) => role === 'analyst').length,
      offices: asked.size,
      shown: shown.length,
    },
    offices,
    nobody: offices
      .filter(({ code, ...office }) => asked.has(code) && office.managers.length === 0 && !office.readFrom)
      .map(({ name }) => name),
    ofAll: managers.get(rootOffice(wave)) ?? [],
    root: nameInWave(wave, rootOffice(wave), reader),
  };
}

function managersByOffice(
  accounts: readonly Account[],
  day: string,
  { f }: Pick<Reader, 'f'>,
): Map<string, string[]> {
  const byOffice = new Map<string, string[]>();
  for (const account of accounts) {
    if (account.role !== 'manager') continue;
    for (const code of grantedOffices(account, day))
      byOffice.set(code, [...(byOffice.get(code) ?? []), account.displayName]);
  }
  for (const names of byOffice.values()) names.sort(f.compare);
  return byOffice;
}

function managedOffices(
  wave: Wave,
  managers: ReadonlyMap<string, string[]>,
  { lang, f }: Pick<Reader, 'lang' | 'f'>,
): ManagedOffice[] {
  const tree = officeTree(wave.offices);
  return wave.offices
    .map((office) => {
      const above = tree.ancestors(office.code).find(({ code }) => managers.has(code));
      return {
        code: office.code,
        name: officeName(office, lang),
        managers: managers.get(office.code) ?? [],
        readFrom: above ? officeName(above, lang) : '',
      };
    })
    .sort((a, b) => f.compare(a.name, b.name));
}
