/** The signed-in pages about what people wrote: the dictionaries by which comments are counted, and comments read by two. */
import { Router } from 'express';
import type { AppContext } from '../appContext.ts';
import { codingRoutes } from './coding/codingRoutes.ts';
import { dictionaryRoutes } from './dictionaries/dictionaryRoutes.ts';

export function commentRoutes(context: AppContext): Router {
  const router = Router();
  router.use(dictionaryRoutes(context), codingRoutes(context));
  return router;
}
