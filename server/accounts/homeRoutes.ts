/** The first page after signing in: what to do next. Each feature proposes its own steps, so this file knows none. */
import { Router } from 'express';
import type { AppContext } from '../appContext.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import { translator } from '../i18n/translator.ts';
import { accountOf } from './guards.ts';
import type { NextSteps } from './nextSteps.ts';

export function homeRoutes({ clock }: AppContext, proposals: readonly NextSteps[]): Router {
  const router = Router();
  router.get('/', async (req, res) => {
    const account = accountOf(req);
    const day = isoDayOf(clock.now());
    const steps = await Promise.all(proposals.map((propose) => propose(account, day)));
    const t = translator(res.locals.lang);
    await res.page('accounts/home', { title: t('accounts:home.title'), steps: steps.flat() });
  });
  return router;
}
