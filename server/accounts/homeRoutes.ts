/** The first page after signing in: what to do next, and an overview. Each feature brings its own parts, so this file knows none of them. */
import { Router } from 'express';
import type { AppContext } from '../appContext.ts';
import { readerOf } from '../http/readerOf.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import type { Reader } from '../i18n/reader.ts';
import { accountOf } from './guards.ts';
import { type FirstRun, type NextStep, type NextSteps, type Overview, urgencies } from './homeParts.ts';

/** In the order of the page. */
export interface HomeParts {
  nextSteps: readonly NextSteps[];
  overview: readonly Overview[];
  firstRun: FirstRun;
}

export function homeRoutes({ clock }: AppContext, { nextSteps, overview, firstRun }: HomeParts): Router {
  const router = Router();
  router.get('/', async (req, res) => {
    const account = accountOf(req);
    const day = isoDayOf(clock.now());
    const language = res.locals.lang;
    const steps = await Promise.all(nextSteps.map((stepsFor) => stepsFor(account, day)));
    const parts = await Promise.all(overview.map((partsFor) => partsFor(account, day, language)));
    const shown = parts.flat();
    const first = await firstRun(account, day);
    const reader = readerOf(res);
    await res.page('accounts/home', {
      title: first ? reader.t('accounts:home.begin') : findingOf(steps.flat(), reader),
      today: reader.f.dateFull(clock.now()),
      first,
      groups: first ? [] : groupsOf(steps.flat()),
      wide: shown.filter(({ isWide }) => isWide),
      parts: shown.filter(({ isWide }) => !isWide),
    });
  });
  return router;
}

const groupsOf = (steps: readonly NextStep[]) =>
  urgencies
    .map((urgency) => ({ urgency, steps: steps.filter((step) => step.urgency === urgency) }))
    .filter(({ steps: some }) => some.length > 0);

/** The title says where matters stand: what has to be done today, or that nothing is urgent. */
function findingOf(steps: readonly NextStep[], { t }: Reader): string {
  const today = steps.filter(({ urgency }) => urgency === 'today').length;
  if (today > 0) return t('accounts:home.today', { count: today });
  return steps.length > 0 ? t('accounts:home.later', { count: steps.length }) : t('accounts:home.done');
}
