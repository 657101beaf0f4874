/** The quality page: what the published reports say about the answers and rates. All numbers have passed disclosure control. */
import type { Reader } from '../../i18n/reader.ts';
import { officeName } from '../../offices/officeName.ts';
import { officeTree } from '../../offices/officeTree.ts';
import { lowRate } from '../../reports/lowRate.ts';
import { PublishedReportModel } from '../../reports/published/publishedModels.ts';
import { isShown, type Report } from '../../reports/published/reportObject.ts';
import { rootOffice } from '../../waves/rootOffice.ts';
import type { Wave } from '../../waves/wave.ts';
import { currentParticipation } from '../progress/participationLedger.ts';
import { branchesUnder, rateBranches } from '../progress/presentRates.ts';

/** @param now the time of the request; offices under the low rate are those of the wave's own page */
export async function presentReleaseQuality(wave: Wave, now: Date, reader: Reader) {
  const published = await PublishedReportModel.find({ wave: wave._id }).lean();
  const reports = new Map(published.map(({ office, scope, report }) => [`${scope} ${office}`, report]));
  const tree = officeTree(wave.offices);
  const rows = tree
    .children(rootOffice(wave))
    .map((office) => ({
      name: officeName(office, reader.lang),
      ...figuresOf(reports.get(`subtree ${office.code}`), reader),
    }))
    .sort((a, b) => reader.f.compare(a.name, b.name));
  const ownLow = wave.offices
    .map((office) => ({
      name: officeName(office, reader.lang),
      rate: rateOf(reports.get(`own ${office.code}`)),
    }))
    .filter((one): one is { name: string; rate: number } => one.rate !== null && one.rate < lowRate)
    .sort((a, b) => a.rate - b.rate);
  const ledger = await currentParticipation(wave, now);
  const low = branchesUnder(rateBranches(wave, ledger, new Map(), reader), lowRate);
  const shown = (offices: { name: string; rate: number | null }[]) =>
    offices.map(({ name, rate }) => ({ label: name, value: rate === null ? '' : reader.f.percent(rate) }));
  const whole = figuresOf(reports.get(`subtree ${rootOffice(wave)}`), reader);
  return { whole, rows, low: shown(low), ownLow: shown(ownLow), lowRate };
}

/** Numbers as text, or the reason why they are hidden. */
function figuresOf(report: Report | undefined, { t, f }: Reader) {
  const hidden = t('release:quality.hidden');
  const blank = {
    isHidden: true,
    responses: hidden,
    rate: hidden,
    identical: hidden,
    straight: hidden,
    missing: hidden,
  };
  if (!report?.quality || !isShown(report.quality)) return blank;
  const { identicalSheets, straightLined, missingShare } = report.quality;
  const rate = rateOf(report);
  return {
    isHidden: false,
    responses: typeof report.responses === 'number' ? f.number(report.responses) : hidden,
    rate: rate === null ? hidden : f.percent(rate),
    identical: f.number(identicalSheets),
    straight: f.number(straightLined),
    missing: missingShare === null ? '' : f.percent(missingShare, { digits: 1 }),
  };
}

function rateOf(report: Report | undefined): number | null {
  return typeof report?.responseRate === 'number' ? report.responseRate : null;
}
