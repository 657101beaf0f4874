/** Who may use the pages of offices; read by test/http/rolesByRoute.test.ts. */
import { allow } from '../support/rolesByRoute.ts';

export const rolesByRoute = allow(
  ['administrator'],
  [
    'GET /offices',
    'POST /offices/headcounts',
    'GET /offices/import',
    'POST /offices/import',
    'POST /offices/import/confirmation',
    'GET /offices/:code',
    'POST /offices/:code/headcount',
  ],
);
