/** Who may use the pages of the bank of items; read by test/http/rolesByRoute.test.ts. */
import { allow, type RolesByRoute } from '../support/rolesByRoute.ts';

export const rolesByRoute: RolesByRoute = {
  ...allow(
    ['administrator', 'analyst'],
    ['GET /bank', 'GET /bank/:instrument/:dimension', 'GET /bank/:instrument/:dimension/:item'],
  ),
  ...allow(
    ['administrator'],
    [
      'POST /bank/:instrument/:dimension',
      'POST /instruments/:draft/draft/taken',
      'GET /instruments/:id/short-form',
      'POST /instruments/:id/short-form',
    ],
  ),
};
