/** Who may use the pages of reports; read by test/http/rolesByRoute.test.ts. */
import { allow, type RolesByRoute } from '../support/rolesByRoute.ts';

export const rolesByRoute: RolesByRoute = {
  ...allow(['administrator', 'analyst'], ['GET /waves/:id/pilot']),
  ...allow(
    ['manager', 'analyst'],
    [
      'GET /reports',
      'GET /reports/:wave/:office',
      'GET /reports/:wave/comparison',
      'GET /reports/:wave/comparison/table.xlsx',
      'GET /reports/:wave/:office/table.xlsx',
    ],
  ),
  ...allow(
    ['analyst'],
    [
      'GET /waves/:wave/open-data',
      'GET /waves/:wave/open-data/codebook.json',
      'GET /waves/:wave/open-data/data.csv',
      'GET /waves/:wave/open-data/data.xlsx',
      'GET /waves/:wave/open-data/reports.csv',
      'GET /waves/:wave/open-data/reports.xlsx',
    ],
  ),
};
