/** «You said, we did»: the manager's words, the administrator's check, and the page for the staff, which opens like the results. */
import { Router } from 'express';
import { auditContextOf } from '../accounts/audit/auditContext.ts';
import { accountOf, requireRole } from '../accounts/guards.ts';
import type { AppContext } from '../appContext.ts';
import { flash } from '../http/flash.ts';
import { readForm } from '../http/forms.ts';
import { NotFound } from '../http/httpErrors.ts';
import { readerOf } from '../http/readerOf.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import { mayReadResults, readableWave } from '../reportPages/resultsAccess.ts';
import { openTo } from '../waves/audience.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import { resultsPath } from '../waves/paths.ts';
import { returnForm, wordsForm } from './forms.ts';
import { planPath } from './paths.ts';
import { getPlan } from './planAccess.ts';
import { valuesOfBody } from './planValues.ts';
import { planDimension } from './presentPlan.ts';
import { approvedPlans, judgeWords, sayWords } from './sayWords.ts';
import { showPlan } from './showPlan.ts';

export function wordsRoutes({ clock }: AppContext): Router {
  const router = Router();
  const today = () => isoDayOf(clock.now());

  router.post('/plans/:plan/words', requireRole('manager'), async (req, res) => {
    const found = await getPlan(req.params.plan, accountOf(req), today());
    const values = valuesOfBody(req.body ?? {});
    const form = readForm(wordsForm, values);
    const errors = form.ok
      ? await sayWords(found.plan, found.wave, form.value, auditContextOf(req, clock))
      : form.errors;
    if (errors.length > 0) return showPlan(req, res, found, today(), { values, errors });
    flash(req, 'plans:done.words');
    res.redirect(303, planPath(found.plan._id));
  });

  router.post('/plans/:plan/words/approval', requireRole('administrator'), async (req, res) => {
    const { plan } = await getPlan(req.params.plan, accountOf(req), today());
    await judgeWords(plan, { state: 'approved' }, auditContextOf(req, clock));
    flash(req, 'plans:done.wordsApproved');
    res.redirect(303, planPath(plan._id));
  });

  router.post('/plans/:plan/words/return', requireRole('administrator'), async (req, res) => {
    const found = await getPlan(req.params.plan, accountOf(req), today());
    const values = valuesOfBody(req.body ?? {});
    const form = readForm(returnForm, values);
    if (!form.ok) return showPlan(req, res, found, today(), { values, errors: form.errors });
    const { note } = form.value;
    await judgeWords(found.plan, { state: 'returned', note }, auditContextOf(req, clock));
    flash(req, 'plans:done.wordsReturned');
    res.redirect(303, planPath(found.plan._id));
  });
  return router;
}

/** For the staff of an office, without an account. */
export function staffRoutes(context: Pick<AppContext, 'sessionSecret'>): Router {
  const router = Router();
  router.get('/waves/:wave/results/:office/actions', async (req, res) => {
    const wave = await readableWave(req);
    const office = String(req.params.office);
    if (![...wave.offices, ...wave.units].some(({ code }) => code === office)) throw new NotFound();
    res.set('Cache-Control', 'no-store');
    if (openTo(wave) !== 'everyone') res.set('X-Robots-Tag', 'noindex');
    if (!mayReadResults(req, wave, context))
      return res.redirect(303, `${res.locals.prefix}${resultsPath(wave._id)}/${office}`);
    const reader = readerOf(res);
    const plans = await approvedPlans(wave, office);
    await res.page('plans/staff', {
      title: reader.t('plans:words.title'),
      office: nameInWave(wave, office, reader),
      waveTitle: wave.title,
      results: `${res.locals.prefix}${resultsPath(wave._id)}/${office}`,
      pairs: plans.map((plan) => ({
        dimension: planDimension(plan, wave, reader),
        office: nameInWave(wave, plan.office, reader),
        said: plan.words?.said ?? '',
        did: plan.words?.did ?? '',
        state: reader.t(`plans:state.${plan.state}`),
        isDone: plan.state === 'done',
      })),
    });
  });
  return router;
}
