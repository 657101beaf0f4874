/** Who may use the pages of the system; read by test/http/rolesByRoute.test.ts. */
import { allow, type RolesByRoute } from '../support/rolesByRoute.ts';

export const rolesByRoute: RolesByRoute = allow(
  ['administrator'],
  ['GET /system', 'GET /system/condition.json', 'POST /system/notice', 'POST /system/backups'],
);
