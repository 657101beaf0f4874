/** Who may use the pages of instruments; read by test/http/rolesByRoute.test.ts. */
import type { RolesByRoute } from '../support/rolesByRoute.ts';

const administrator = ['administrator'] as const;
const readers = ['administrator', 'analyst'] as const;

export const rolesByRoute: RolesByRoute = {
  'GET /instruments': readers,
  'GET /instruments/new': administrator,
  'POST /instruments': administrator,
  'GET /instruments/:id': readers,
  'GET /instruments/:id/file': readers,
};
