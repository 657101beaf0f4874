/** Who may use the reviewers' pages; read by test/http/rolesByRoute.test.ts. */
import { allow, type RolesByRoute } from '../support/rolesByRoute.ts';

export const rolesByRoute: RolesByRoute = {
  ...allow(['reviewer', 'manager', 'administrator'], ['GET /suggestions']),
  ...allow(
    ['reviewer', 'manager'],
    [
      'GET /suggestions/:suggestion',
      'POST /suggestions/:suggestion/review',
      'POST /suggestions/:suggestion/answers',
      'POST /suggestions/:suggestion/completion',
      'POST /suggestions/:suggestion/hiding',
      'POST /suggestions/:suggestion/publication',
      'POST /suggestions/:suggestion/publication/end',
    ],
  ),
};
