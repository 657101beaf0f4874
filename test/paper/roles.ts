/** Who may enter papers; read by test/http/rolesByRoute.test.ts. */
import { allow } from '../support/rolesByRoute.ts';

export const rolesByRoute = allow(
  ['clerk'],
  [
    'GET /papers',
    'GET /papers/:page',
    'POST /papers/entry',
    'POST /papers/passes',
    'POST /papers/ballots',
    'POST /papers/discarding',
  ],
);
