/** Who may use the desk's pages about programs; read by test/http/rolesByRoute.test.ts. */
import { allow, type RolesByRoute } from '../support/rolesByRoute.ts';

export const rolesByRoute: RolesByRoute = allow(
  ['administrator'],
  ['GET /system/tokens', 'POST /system/tokens', 'POST /system/tokens/:token/revocation'],
);
