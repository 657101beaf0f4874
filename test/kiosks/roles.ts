/** Who may use the pages of kiosks; read by test/http/rolesByRoute.test.ts. */
import { allow } from '../support/rolesByRoute.ts';

export const rolesByRoute = allow(
  ['administrator'],
  [
    'GET /kiosks',
    'POST /kiosks',
    'GET /kiosks/new',
    'GET /kiosks/reach',
    'GET /kiosks/points',
    'POST /kiosks/points',
    'POST /kiosks/points/confirmation',
    'POST /kiosks/:id/link',
    'POST /kiosks/:id/revocation',
  ],
);
