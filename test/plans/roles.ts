/** Who may use the pages of plans; read by test/http/rolesByRoute.test.ts. */
import { allow, type RolesByRoute } from '../support/rolesByRoute.ts';

export const rolesByRoute: RolesByRoute = {
  ...allow(['manager', 'analyst', 'administrator'], ['GET /plans', 'GET /plans/:plan']),
  ...allow(
    ['manager', 'analyst'],
    ['GET /plans/new', 'GET /plans/draws/:wave/:dimension', 'GET /plans/effects/:wave'],
  ),
  ...allow(['administrator'], ['POST /plans/:plan/words/approval', 'POST /plans/:plan/words/return']),
  ...allow(
    ['manager'],
    [
      'GET /plans/draws/new',
      'POST /plans/draws',
      'POST /plans',
      'GET /plans/:plan/edit',
      'POST /plans/:plan',
      'POST /plans/:plan/opening',
      'POST /plans/:plan/check-ins',
      'POST /plans/:plan/steps',
      'POST /plans/:plan/completion',
      'POST /plans/:plan/stop',
      'POST /plans/:plan/inheritance',
      'POST /plans/:plan/words',
    ],
  ),
};
