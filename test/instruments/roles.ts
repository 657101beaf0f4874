/** Who may use the pages of instruments; read by test/http/rolesByRoute.test.ts. */
import { allow, type RolesByRoute } from '../support/rolesByRoute.ts';

export const rolesByRoute: RolesByRoute = {
  ...allow(
    ['administrator', 'analyst'],
    ['GET /instruments', 'GET /instruments/:id', 'GET /instruments/:id/file'],
  ),
  ...allow(['administrator'], ['GET /instruments/new', 'POST /instruments']),
};
