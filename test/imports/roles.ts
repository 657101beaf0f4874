/** Who may use the pages on which answers of other programs become a wave; read by test/http/rolesByRoute.test.ts. */
import { allow, type RolesByRoute } from '../support/rolesByRoute.ts';

export const rolesByRoute: RolesByRoute = allow(
  ['administrator'],
  [
    'GET /imports',
    ...['', '/columns', '/labels', '/check', '/:wave/removal'].map((step) => `POST /imports${step}`),
  ],
);
