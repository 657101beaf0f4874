/** Who may use the pages on which instruments are written; read by test/http/rolesByRoute.test.ts. */
import { allow, type RolesByRoute } from '../support/rolesByRoute.ts';

export const rolesByRoute: RolesByRoute = {
  ...allow(
    ['administrator', 'analyst'],
    ['GET /instruments/:id/history', 'GET /instruments/:id/xlsform', 'GET /instruments/:id/limesurvey'],
  ),
  ...allow(
    ['administrator'],
    [
      'GET /instruments/new/blank',
      'POST /instruments/new/blank',
      'GET /instruments/new/xlsform',
      'POST /instruments/new/xlsform',
      'GET /instruments/:id/draft/xlsform',
      'GET /instruments/new/limesurvey',
      'POST /instruments/new/limesurvey',
      'GET /instruments/:id/draft/limesurvey',
      'POST /instruments/:id/retirement',
      'POST /instruments/:id/return',
      'GET /instruments/:id/draft',
      'POST /instruments/:id/draft',
      ...['', '/pages', '/paper'].map((page) => `GET /instruments/:id/draft/preview${page}`),
      ...['differences', 'file', 'states', 'translation', 'translation/file'].map(
        (page) => `GET /instruments/:id/draft/${page}`,
      ),
      ...[
        'approval',
        'changes',
        'classes',
        'deletion',
        'restoration',
        'submission',
        'translation',
        'translation/file',
      ].map((page) => `POST /instruments/:id/draft/${page}`),
    ],
  ),
};
