/** Addresses of report pages and of a wave's open data, used by other features too. */
export const reportPaths = {
  list: '/desk/reports',
  report: (wave: string, office: string, scope: 'own' | 'subtree' = 'subtree') =>
    `/desk/reports/${wave}/${office}?scope=${scope}`,
  reports: (wave: string) => `/desk/reports/${wave}`,
  comparison: (wave: string) => `/desk/reports/${wave}/comparison`,
  reportXlsx: (wave: string, office: string, scope: 'own' | 'subtree') =>
    `/desk/reports/${wave}/${office}/table.xlsx?scope=${scope}`,
  comparisonXlsx: (wave: string) => `/desk/reports/${wave}/comparison/table.xlsx`,
  results: (wave: string) => `/waves/${wave}/results`,
};

const openData = (wave: string) => `/desk/waves/${wave}/open-data`;

export const openDataPaths = {
  page: openData,
  xlsx: (wave: string) => `${openData(wave)}/data.xlsx`,
  csv: (wave: string) => `${openData(wave)}/data.csv`,
  codebook: (wave: string) => `${openData(wave)}/codebook.json`,
  tables: (wave: string) => `${openData(wave)}/reports.csv`,
  tablesXlsx: (wave: string) => `${openData(wave)}/reports.xlsx`,
};
