/** Who may use the pages of kiosks; read by test/http/rolesByRoute.test.ts. */
import type { RolesByRoute } from '../support/rolesByRoute.ts';

const administrator = ['administrator'] as const;

export const rolesByRoute: RolesByRoute = {
  'GET /kiosks': administrator,
  'POST /kiosks': administrator,
  'GET /kiosks/new': administrator,
  'GET /kiosks/reach': administrator,
  'GET /kiosks/points': administrator,
  'POST /kiosks/points': administrator,
  'POST /kiosks/points/confirmation': administrator,
  'POST /kiosks/:id/link': administrator,
  'POST /kiosks/:id/revocation': administrator,
};
