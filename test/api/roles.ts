/** Who may use the desk's pages about programs; read by test/http/rolesByRoute.test.ts. */
import { allow, type RolesByRoute } from '../support/rolesByRoute.ts';

export const rolesByRoute: RolesByRoute = allow(
  ['administrator'],
  [
    'GET /system/tokens',
    'POST /system/tokens',
    'POST /system/tokens/:token/revocation',
    'GET /system/webhooks',
    'POST /system/webhooks',
    'POST /system/webhooks/:webhook/test',
    'POST /system/webhooks/:webhook/retry',
    'POST /system/webhooks/:webhook/removal',
    'POST /system/webhook-hosts',
    'POST /system/webhook-hosts/removal',
  ],
);
