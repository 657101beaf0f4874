/** Who may enter papers; read by test/http/rolesByRoute.test.ts. */
import type { RolesByRoute } from '../support/rolesByRoute.ts';

const clerk = ['clerk'] as const;

export const rolesByRoute: RolesByRoute = {
  'GET /papers': clerk,
  'GET /papers/:page': clerk,
  'POST /papers/entry': clerk,
  'POST /papers/passes': clerk,
  'POST /papers/ballots': clerk,
  'POST /papers/discarding': clerk,
};
