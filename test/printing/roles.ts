/** Who may use the pages of printing; read by test/http/rolesByRoute.test.ts. */
import type { RolesByRoute } from '../support/rolesByRoute.ts';

const administrator = ['administrator'] as const;

export const rolesByRoute: RolesByRoute = {
  'GET /waves/:id/printing': administrator,
  'GET /waves/:id/printing/questionnaire': administrator,
  'GET /waves/:id/printing/receipts': administrator,
  'POST /waves/:id/printing/slips': administrator,
  'POST /waves/:id/printing/questionnaires': administrator,
};
