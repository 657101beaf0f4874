/** Who may use the pages about comments; read by test/http/rolesByRoute.test.ts. */
import { allow, type RolesByRoute } from '../support/rolesByRoute.ts';

export const rolesByRoute: RolesByRoute = {
  ...allow(
    ['administrator'],
    ['GET /instruments/:id/themes', 'POST /instruments/:id/themes', 'POST /instruments/:id/themes/check'],
  ),
  ...allow(['administrator'], ['POST /waves/:id/codings']),
  ...allow(
    ['administrator', 'analyst'],
    [
      'GET /waves/:id/codings',
      'GET /waves/:id/codings/:coding',
      ...['marks', 'completion', 'settlement'].map((page) => `POST /waves/:id/codings/:coding/${page}`),
    ],
  ),
};
