/** The first page after signing in: what to do next, and an overview. Each feature brings its own parts, so this file knows none of them. */
import { Router } from 'express';
import type { AppContext } from '../appContext.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import { translator } from '../i18n/translator.ts';
import { accountOf } from './guards.ts';
import type { NextSteps, Overview } from './homeParts.ts';

/** In the order of the page. */
export interface HomeParts {
  nextSteps: readonly NextSteps[];
  overview: readonly Overview[];
}

export function homeRoutes({ clock }: AppContext, { nextSteps, overview }: HomeParts): Router {
  const router = Router();
  router.get('/', async (req, res) => {
    const account = accountOf(req);
    const day = isoDayOf(clock.now());
    const language = res.locals.lang;
    const steps = await Promise.all(nextSteps.map((stepsFor) => stepsFor(account, day)));
    const parts = await Promise.all(overview.map((partsFor) => partsFor(account, day, language)));
    await res.page('accounts/home', {
      title: translator(language)('accounts:home.title'),
      steps: steps.flat(),
      parts: parts.flat(),
    });
  });
  return router;
}
