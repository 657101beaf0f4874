/** Addresses of report pages, used by other features too. */
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
