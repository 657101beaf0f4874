/** The first page after signing in: what to do next, and an overview. Each feature brings its own parts, so this file knows none of them. */
import { Router } from 'express';
import type { AppContext } from '../appContext.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import { translator } from '../i18n/translator.ts';
import { accountOf } from './guards.ts';
import type { NextSteps, Overview } from './homeParts.ts';

export interface HomeParts {
  nextSteps?: NextSteps;
  overview?: Overview;
}

export function homeRoutes({ clock }: AppContext, features: readonly HomeParts[]): Router {
  const router = Router();
  router.get('/', async (req, res) => {
    const account = accountOf(req);
    const day = isoDayOf(clock.now());
    const language = res.locals.lang;
    const steps = await Promise.all(features.map(({ nextSteps }) => nextSteps?.(account, day) ?? []));
    const parts = await Promise.all(features.map(({ overview }) => overview?.(account, day, language) ?? []));
    await res.page('accounts/home', {
      title: translator(language)('accounts:home.title'),
      steps: steps.flat(),
      parts: parts.flat(),
    });
  });
  return router;
}
