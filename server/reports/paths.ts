/** Addresses of report pages, used by other features too. */
export const reportPaths = {
  list: '/desk/reports',
  report: (wave: string, office: string, scope: 'own' | 'subtree' = 'subtree') =>
    `/desk/waves/${wave}/reports/${office}?scope=${scope}`,
  reports: (wave: string) => `/desk/waves/${wave}/reports`,
  comparison: (wave: string) => `/desk/waves/${wave}/comparison`,
  results: (wave: string) => `/waves/${wave}/results`,
};
