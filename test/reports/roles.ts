/** Who may use the pages of reports; read by test/http/rolesByRoute.test.ts. */
import type { RolesByRoute } from '../support/rolesByRoute.ts';

const readers = ['manager', 'analyst'] as const;

export const rolesByRoute: RolesByRoute = {
  'GET /reports': readers,
  'GET /reports/:wave/:office': readers,
  'GET /reports/:wave/comparison': readers,
  'GET /reports/:wave/comparison/table.xlsx': readers,
  'GET /reports/:wave/:office/table.xlsx': readers,
  'GET /waves/:wave/open-data': ['analyst'],
  'GET /waves/:wave/open-data/codebook.json': ['analyst'],
  'GET /waves/:wave/open-data/data.csv': ['analyst'],
  'GET /waves/:wave/open-data/data.xlsx': ['analyst'],
  'GET /waves/:wave/open-data/reports.csv': ['analyst'],
  'GET /waves/:wave/open-data/reports.xlsx': ['analyst'],
};
