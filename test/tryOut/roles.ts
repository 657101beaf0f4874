/** Who may use the try-out; read by test/http/rolesByRoute.test.ts. */
import { allow, type RolesByRoute } from '../support/rolesByRoute.ts';

export const rolesByRoute: RolesByRoute = allow(
  ['administrator'],
  [
    'GET /try-out',
    'POST /try-out',
    'GET /try-out/answer/:number',
    'GET /try-out/answers',
    'POST /try-out/answers',
    'POST /try-out/count',
    'GET /try-out/results/:office',
    'POST /try-out/deletion',
  ],
);
