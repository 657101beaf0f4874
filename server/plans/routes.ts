/** Plans: their list with what it adds up to, one plan, and what happens to it. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { auditContextOf } from '../accounts/audit/auditContext.ts';
import { canSee } from '../accounts/canSee.ts';
import { accountOf, requireRole } from '../accounts/guards.ts';
import type { AppContext } from '../appContext.ts';
import { flash } from '../http/flash.ts';
import { type FieldError, readForm } from '../http/forms.ts';
import { Forbidden } from '../http/httpErrors.ts';
import { readerOf } from '../http/readerOf.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import { beginRoutes, refusalOf } from './beginRoutes.ts';
import { drawRoutes } from './drawRoutes.ts';
import { checkIn, completePlan, stopPlan, toggleStep } from './followPlan.ts';
import { checkInForm, inheritanceForm, planForm, stepForm, stopForm } from './forms.ts';
import { freezePlans } from './freezePlans.ts';
import { inheritPlan } from './inheritPlan.ts';
import { openPlan } from './openPlan.ts';
import { planPath } from './paths.ts';
import { getPlan, listPlans, type OpenedPlan } from './planAccess.ts';
import { stepRows, valuesOfBody, valuesOfLine, valuesOfPlan } from './planValues.ts';
import { presentPractices } from './presentBegin.ts';
import { presentPlan } from './presentPlan.ts';
import { presentPlans } from './presentPlans.ts';
import { editPlan, requireChangeable } from './savePlan.ts';
import { showPlan } from './showPlan.ts';
import { wholeProvince } from './wholeProvince.ts';
import { wordsRoutes } from './wordsRoutes.ts';

const year = z.coerce.number().int().min(1300).max(1600).nullable().catch(null);

export function planRoutes(context: AppContext): Router {
  const router = Router();
  const { clock } = context;
  const readers = requireRole('manager', 'analyst', 'administrator');
  const today = () => isoDayOf(clock.now());

  router.use(beginRoutes(context), drawRoutes(context));

  router.get('/plans', readers, async (req, res) => {
    const seen = await listPlans(accountOf(req), today());
    const reader = readerOf(res);
    const list = presentPlans(seen, today(), year.parse(req.query.year ?? null), reader);
    const whole = await wholeProvince(accountOf(req), today());
    await res.page('plans/index', { title: reader.t('plans:index.title'), list, whole });
  });

  router.get('/plans/:plan', readers, async (req, res) => {
    const found = await getPlan(req.params.plan, accountOf(req), today());
    const values = valuesOfLine(found.plan, String(req.query.mend ?? ''), readerOf(res));
    await showPlan(req, res, found, today(), { values, errors: [] });
  });

  router.use(changeRoutes(context), wordsRoutes(context));
  return router;
}

/** All of them are a manager's; each change is refused with a sentence where the plan does not allow it. */
function changeRoutes({ clock }: AppContext): Router {
  const router = Router();
  const manager = requireRole('manager');
  const today = () => isoDayOf(clock.now());
  const opened = async (req: Request) => {
    await freezePlans(clock.now());
    return getPlan(req.params.plan, accountOf(req), today());
  };
  const done = (req: Request, res: Response, message: string) => {
    flash(req, `plans:done.${message}`);
    res.redirect(303, planPath(String(req.params.plan)));
  };

  router.get('/plans/:plan/edit', manager, async (req, res) => {
    const found = await opened(req);
    requireChangeable(found.plan);
    await renderEdit(res, found, valuesOfPlan(found.plan, readerOf(res)), []);
  });

  router.post('/plans/:plan', manager, async (req, res) => {
    const found = await opened(req);
    const values = valuesOfBody(req.body ?? {});
    const form = readForm(planForm, values);
    if (!form.ok) return renderEdit(res, found, values, form.errors);
    const revision = Number(values.revision ?? found.plan.revision);
    let errors: FieldError[] = [];
    const refusal = await refusalOf(async () => {
      const saved = await editPlan(
        { ...found.plan, revision },
        found.wave,
        form.value,
        auditContextOf(req, clock),
      );
      if (!saved.ok) errors = saved.errors;
    });
    if (refusal) errors = [{ field: '', message: refusal }];
    if (errors.length > 0) return renderEdit(res, found, values, errors);
    done(req, res, 'saved');
  });

  router.post('/plans/:plan/opening', manager, async (req, res) => {
    const { plan, wave } = await opened(req);
    const refusal = await refusalOf(() => openPlan(plan, wave, auditContextOf(req, clock)));
    if (!refusal) return done(req, res, 'opened');
    flash(req, refusal, {}, 'warning');
    res.redirect(303, planPath(plan._id));
  });

  router.post('/plans/:plan/check-ins', manager, async (req, res) => {
    const found = await opened(req);
    const values = valuesOfBody(req.body ?? {});
    const form = readForm(checkInForm, values);
    let errors = form.ok ? [] : form.errors;
    if (form.ok) {
      const refusal = await refusalOf(async () => {
        errors = await checkIn(found.plan, found.wave, form.value, auditContextOf(req, clock));
      });
      if (refusal) errors = [{ field: 'line', message: refusal }];
    }
    if (errors.length > 0) return showPlan(req, res, found, today(), { values, errors });
    done(req, res, 'checkIn');
  });

  router.post('/plans/:plan/steps', manager, async (req, res) => {
    const { plan } = await opened(req);
    const form = readForm(stepForm, req.body);
    if (form.ok) await toggleStep(plan, form.value.step, auditContextOf(req, clock));
    res.redirect(303, planPath(plan._id));
  });

  router.post('/plans/:plan/completion', manager, async (req, res) => {
    await completePlan((await opened(req)).plan, auditContextOf(req, clock));
    done(req, res, 'completed');
  });

  router.post('/plans/:plan/stop', manager, async (req, res) => {
    const found = await opened(req);
    const values = valuesOfBody(req.body ?? {});
    const form = readForm(stopForm, values);
    if (!form.ok) return showPlan(req, res, found, today(), { values, errors: form.errors });
    await stopPlan(found.plan, form.value.reason, auditContextOf(req, clock));
    done(req, res, 'stopped');
  });

  router.post('/plans/:plan/inheritance', manager, async (req, res) => {
    const found = await opened(req);
    const form = readForm(inheritanceForm, req.body);
    if (!form.ok) return showPlan(req, res, found, today(), { values: {}, errors: form.errors });
    if (!canSee(accountOf(req), found.tree, form.value.successor, today())) throw new Forbidden();
    await inheritPlan(found.plan, form.value.successor, found.tree, auditContextOf(req, clock));
    done(req, res, 'inherited');
  });
  return router;
}

async function renderEdit(
  res: Response,
  { plan, wave, tree }: OpenedPlan,
  values: Record<string, string>,
  errors: FieldError[],
): Promise<void> {
  const reader = readerOf(res);
  const { dimension, office } = presentPlan(
    { plan, wave, tree, today: plan.startsOn, showsScore: false },
    reader,
  );
  await res.page('plans/edit', {
    title: reader.t('plans:edit.title', { dimension, office }),
    status: errors.length > 0 ? 422 : 200,
    id: plan._id,
    dimension,
    values: { revision: String(plan.revision), ...values },
    rows: stepRows(values),
    practices: presentPractices(plan.instrument, plan.dimension, reader).practices,
    errors,
  });
}
