/** The newest released results on the first page of the desk: a manager's own offices, for analysts the whole wave. */
import { type Account, grantedOffices } from '../accounts/account.ts';
import type { OverviewPart } from '../accounts/homeParts.ts';
import type { Given } from '../http/viewLocals.ts';
import type { Language } from '../i18n/languages.ts';
import { type Reader, readerOfLanguage } from '../i18n/reader.ts';
import { officeTree } from '../offices/officeTree.ts';
import { findPublishedReport } from '../reports/published/findPublished.ts';
import { widestScope } from '../reports/scope.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import { rootOffice } from '../waves/rootOffice.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';
import { reportPaths } from './paths.ts';
import { presentReport } from './presentReport.ts';
import { waveLine } from './reportPage.ts';

/** Further offices are reached through the list of reports. */
const officesShown = 3;

export interface Standing {
  waveLine: string;
  offices: Given<typeof presentOffice>[];
  /** Address of the list of reports. */
  list: string;
  /** Address of the comparison; '' for who reads single offices. */
  comparison: string;
}

export async function reportOverview(
  account: Account,
  day: string,
  language: Language,
): Promise<OverviewPart[]> {
  if (account.role !== 'manager' && account.role !== 'analyst') return [];
  const wave = await WaveModel.findOne({ state: 'released' }).sort({ closesAt: -1 }).lean();
  if (!wave) return [];
  const reader = readerOfLanguage(language);
  const codes = officesOf(wave, account, day).slice(0, officesShown);
  const offices = await Promise.all(codes.map((code) => presentOffice(wave, code, reader)));
  if (offices.length === 0) return [];
  const seesAll = codes.includes(rootOffice(wave));
  return [
    {
      view: 'reportPages/_standing',
      locals: {
        waveLine: waveLine(wave, reader),
        offices,
        list: reportPaths.list,
        comparison: seesAll ? reportPaths.comparison(wave._id) : '',
      },
    },
  ];
}

/** The manager's granted offices of the wave; an analyst reads from the root. */
function officesOf(wave: Wave, account: Account, day: string): string[] {
  const tree = officeTree(wave.offices);
  if (account.role === 'analyst') return [rootOffice(wave)];
  return grantedOffices(account, day).filter((code) => tree.get(code));
}

async function presentOffice(wave: Wave, code: string, reader: Reader) {
  const scope = widestScope(officeTree(wave.offices), code);
  const report = await findPublishedReport(wave, code, scope);
  return {
    name: nameInWave(wave, code, reader),
    href: reportPaths.report(wave._id, code, scope),
    sections: report ? presentReport({ report, more: null }, wave, [], reader).sections : [],
  };
}
