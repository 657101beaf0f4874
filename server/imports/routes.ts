/** The pages on which answers that another program collected become a wave. */
import { Router } from 'express';
import type { AppContext } from '../appContext.ts';
import { columnRoutes } from './foreign/columnRoutes.ts';
import { importRoutes } from './foreign/importRoutes.ts';
import { uploadRoutes } from './foreign/uploadRoutes.ts';

export function foreignAnswerRoutes(context: AppContext): Router {
  const router = Router();
  router.use(uploadRoutes(context), columnRoutes(context), importRoutes(context));
  return router;
}
