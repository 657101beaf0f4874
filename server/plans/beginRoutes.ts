/** From a priority of a report to a plan: the page of a dimension with its form, and the post that makes the plan. Nothing typed is lost. */
import { type Request, type Response, Router } from 'express';
import { auditContextOf } from '../accounts/audit/auditContext.ts';
import { accountOf, requireRole } from '../accounts/guards.ts';
import type { AppContext } from '../appContext.ts';
import { flash } from '../http/flash.ts';
import { type FieldError, readForm } from '../http/forms.ts';
import { HttpError, NotFound } from '../http/httpErrors.ts';
import { readerOf } from '../http/readerOf.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import { requireReportAccess } from '../reportPages/reportAccess.ts';
import { getCountedWave } from '../waves/getWave.ts';
import type { Wave } from '../waves/wave.ts';
import { planForm, planSubject } from './forms.ts';
import { freezePlans } from './freezePlans.ts';
import { hasAllOpen, openPlan } from './openPlan.ts';
import { planPath } from './paths.ts';
import { PlanModel } from './plan.ts';
import { type PlanValues, stepRows, valuesOfBody, valuesOfNew } from './planValues.ts';
import { presentBegin } from './presentBegin.ts';
import { createPlan } from './savePlan.ts';

export function beginRoutes({ clock }: AppContext): Router {
  const router = Router();
  const today = () => isoDayOf(clock.now());

  router.get('/plans/new', requireRole('manager', 'analyst'), async (req, res) => {
    const { wave, subject } = await asked(req, req.query, today());
    await render(req, res, wave, subject, valuesOfNew(clock.now(), readerOf(res)), []);
  });

  router.post('/plans', requireRole('manager'), async (req, res) => {
    const { wave, subject } = await asked(req, req.body, today());
    const values = valuesOfBody(req.body ?? {});
    const form = readForm(planForm, values);
    if (!form.ok) return render(req, res, wave, subject, values, form.errors);
    await freezePlans(clock.now());
    const context = auditContextOf(req, clock);
    const saved = await createPlan(wave, subject, form.value, context);
    if (!saved.ok) return render(req, res, wave, subject, values, saved.errors);
    if (values.as === 'open') {
      const refusal = await refusalOf(async () =>
        openPlan(await PlanModel.findById(saved.id).orFail().lean(), wave, context),
      );
      if (refusal) flash(req, 'plans:done.draftOnly', {}, 'warning');
      flash(req, refusal ?? 'plans:done.opened', {}, refusal ? 'warning' : 'done');
    } else flash(req, 'plans:done.draft');
    res.redirect(303, planPath(saved.id));
  });
  return router;
}

/** The sentence of a refusal; undefined where there was none. */
export async function refusalOf(act: () => Promise<void>): Promise<string | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (error instanceof HttpError && error.status === 409) return error.messageKey;
    throw error;
  }
}

/** @throws NotFound, Forbidden as the report itself would */
async function asked(req: Request, fields: unknown, day: string) {
  const subject = planSubject.parse(fields ?? {});
  const wave = await getCountedWave(subject.wave);
  requireReportAccess(req, wave, subject.office, day);
  return { wave, subject };
}

async function render(
  req: Request,
  res: Response,
  wave: Wave,
  subject: ReturnType<typeof planSubject.parse>,
  values: PlanValues,
  errors: FieldError[],
): Promise<void> {
  const reader = readerOf(res);
  const page = await presentBegin(wave, subject, reader);
  if (!page) throw new NotFound('plans:noReport');
  const problems =
    page.dimension || errors.some(({ field }) => field === 'dimension')
      ? errors
      : [{ field: 'dimension', message: 'plans:errors.dimension' }, ...errors];
  const heading = page.dimension
    ? reader.t('plans:begin.title', { dimension: page.dimension })
    : reader.t('plans:begin.titleNone');
  const mayWrite = accountOf(req).role === 'manager';
  await res.page('plans/new', {
    title: heading,
    status: problems.length > 0 ? 422 : 200,
    heading,
    page,
    values,
    rows: stepRows(values),
    errors: problems,
    mayWrite,
    isFull: mayWrite && (await hasAllOpen(subject)),
  });
}
