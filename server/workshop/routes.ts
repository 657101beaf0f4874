/** All pages on which instruments are written: drafts, their editor, differences and approval, preview, and what became of versions. */
import { Router } from 'express';
import type { AppContext } from '../appContext.ts';
import { differenceRoutes } from './differences/differenceRoutes.ts';
import { stateRoutes } from './draft/stateRoutes.ts';
import { editorRoutes } from './editor/editorRoutes.ts';
import { formatRoutes } from './formatRoutes.ts';
import { historyRoutes } from './history/historyRoutes.ts';
import { instrumentRoutes } from './instrumentRoutes.ts';
import { previewRoutes } from './preview/previewRoutes.ts';
import { translationRoutes } from './translation/translationRoutes.ts';

export function workshopRoutes(context: AppContext): Router {
  const router = Router();
  router.use(
    stateRoutes(context),
    editorRoutes(context),
    differenceRoutes(context),
    previewRoutes(context),
    translationRoutes(context),
    historyRoutes(context),
    formatRoutes(context),
    instrumentRoutes(context),
  );
  return router;
}
