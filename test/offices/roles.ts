/** Who may use the pages of offices; read by test/http/rolesByRoute.test.ts. */
import type { RolesByRoute } from '../support/rolesByRoute.ts';

const administrator = ['administrator'] as const;

export const rolesByRoute: RolesByRoute = {
  'GET /offices': administrator,
  'GET /offices/import': administrator,
  'POST /offices/import': administrator,
  'POST /offices/import/confirmation': administrator,
  'GET /offices/:code': administrator,
  'POST /offices/:code/headcount': administrator,
};
