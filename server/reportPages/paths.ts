/** Addresses of report pages and of a wave's open data, used by other features too. */
import { deskPath } from '../http/deskPath.ts';
import type { Scope } from '../reports/scope.ts';
import { wavePath } from '../waves/paths.ts';

const reportsPath = `${deskPath}/reports`;

export const reportPaths = {
  list: reportsPath,
  report: (wave: string, office: string, scope: Scope = 'subtree') =>
    `${reportsPath}/${wave}/${office}?scope=${scope}`,
  reports: (wave: string) => `${reportsPath}/${wave}`,
  comparison: (wave: string) => `${reportsPath}/${wave}/comparison`,
  reportXlsx: (wave: string, office: string, scope: Scope) =>
    `${reportsPath}/${wave}/${office}/table.xlsx?scope=${scope}`,
  /** What can be done about a dimension: the way from a report to a plan. */
  begin: (wave: string, office: string, scope: Scope, dimension: string) =>
    `${deskPath}/plans/new?wave=${wave}&office=${office}&scope=${scope}&dimension=${dimension}`,
  /** Documents about the results of an office: summary, report, slides, poster, guide. */
  kit: (wave: string, office: string, scope: Scope) => `${reportsPath}/${wave}/${office}/kit?scope=${scope}`,
  kitFile: (wave: string, office: string, file: string, scope: Scope) =>
    `${reportsPath}/${wave}/${office}/kit/${file}?scope=${scope}`,
  provinceKit: (wave: string) => `${reportsPath}/${wave}/kit`,
  provinceKitFile: (wave: string) => `${reportsPath}/${wave}/kit/all.zip`,
  comparisonXlsx: (wave: string) => `${reportsPath}/${wave}/comparison/table.xlsx`,
};

const openData = (wave: string) => wavePath(wave, 'open-data');

export const openDataPaths = {
  page: openData,
  xlsx: (wave: string) => `${openData(wave)}/data.xlsx`,
  csv: (wave: string) => `${openData(wave)}/data.csv`,
  codebook: (wave: string) => `${openData(wave)}/codebook.json`,
  tables: (wave: string) => `${openData(wave)}/reports.csv`,
  tablesXlsx: (wave: string) => `${openData(wave)}/reports.xlsx`,
};
