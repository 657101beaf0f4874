/** Who may use the pages of offices; read by test/http/rolesByRoute.test.ts. */
import { allow } from '../support/rolesByRoute.ts';

export const rolesByRoute = allow(
  ['administrator'],
  [
    'GET /offices',
    'POST /offices/headcounts',
    'GET /offices/list.xlsx',
    'GET /offices/list.csv',
    'GET /offices/import',
    'POST /offices/import',
    'POST /offices/import/confirmation',
    'GET /offices/levels',
    'POST /offices/levels',
    'GET /offices/new',
    'POST /offices',
    'GET /offices/:code/change',
    'POST /offices/:code/change',
    'GET /offices/:code/end',
    'POST /offices/:code/end',
    'GET /offices/:code',
    'POST /offices/:code/headcount',
  ],
);
