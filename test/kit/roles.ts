/** Who may use the pages of kits; read by test/http/rolesByRoute.test.ts. */
import { allow, type RolesByRoute } from '../support/rolesByRoute.ts';

export const rolesByRoute: RolesByRoute = allow(
  ['manager', 'analyst'],
  [
    'GET /reports/:wave/kit',
    'POST /reports/:wave/kit',
    'GET /reports/:wave/kit/all.zip',
    'GET /reports/:wave/:office/kit',
    'GET /reports/:wave/:office/kit/:file',
  ],
);
