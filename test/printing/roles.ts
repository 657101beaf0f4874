/** Who may use the pages of printing; read by test/http/rolesByRoute.test.ts. */
import { allow } from '../support/rolesByRoute.ts';

export const rolesByRoute = allow(
  ['administrator'],
  [
    'GET /waves/:id/printing',
    'GET /waves/:id/printing/questionnaire',
    'GET /waves/:id/printing/receipts',
    'POST /waves/:id/printing/slips',
    'POST /waves/:id/printing/questionnaires',
  ],
);
