/** The administrators' page of retention: the rule, how each wave stands to it with what would be deleted, and legal holds. */
import { type Response, Router } from 'express';
import { z } from 'zod';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { requireRole } from '../../accounts/guards.ts';
import { requireProof } from '../../accounts/secondFactor/requireProof.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { type FieldError, readForm } from '../../http/forms.ts';
import { readerOf } from '../../http/readerOf.ts';
import { parseNumber } from '../../i18n/digits.ts';
import { clean } from '../../i18n/text.ts';
import { getWave } from '../../waves/getWave.ts';
import { bodyOf } from '../../waves/request.ts';
import { holdWave, liftHold } from './legalHold.ts';
import { retentionPath } from './paths.ts';
import { presentRetention } from './presentRetention.ts';
import { findRetentionRule, saveRetentionRule } from './retentionRule.ts';

const maxMonths = 240;

const ruleForm = z.object({
  months: z
    .string('retention:errors.months')
    .transform((text) => (text.trim() === '' ? null : (parseNumber(text) ?? Number.NaN)))
    .pipe(
      z
        .int('retention:errors.months')
        .min(1, 'retention:errors.months')
        .max(maxMonths, 'retention:errors.months')
        .nullable(),
    ),
  deletes: z
    .literal('yes')
    .optional()
    .transform((value) => value === 'yes'),
});

const reasonForm = z.object({
  reason: z
    .string('retention:errors.reason')
    .transform(clean)
    .pipe(z.string().min(3, 'retention:errors.reason').max(500, 'retention:errors.reason')),
});

export function retentionRoutes(context: AppContext): Router {
  const { clock } = context;
  const router = Router();
  const administrator = requireRole('administrator');
  const proof = requireProof(context);

  const show = async (res: Response, errors: FieldError[] = [], values?: Record<string, unknown>) => {
    const reader = readerOf(res);
    const rule = await findRetentionRule();
    await res.page('campaigns/retention/index', {
      title: reader.t('retention:title'),
      status: errors.length > 0 ? 422 : 200,
      errors,
      values: values ?? {
        months: rule.months === null ? '' : reader.f.number(rule.months),
        deletes: rule.deletes ? 'yes' : '',
      },
      rows: await presentRetention(rule, clock.now(), reader),
    });
  };

  router.get('/system/retention', administrator, (_req, res) => show(res));

  router.post('/system/retention', administrator, proof, async (req, res) => {
    const form = readForm(ruleForm, bodyOf(req));
    if (!form.ok) return show(res, form.errors, bodyOf(req));
    await saveRetentionRule(form.value, auditContextOf(req, clock));
    flash(req, 'retention:saved');
    res.redirect(303, retentionPath);
  });

  for (const [path, change, done] of [
    ['hold', holdWave, 'retention:held'],
    ['release', liftHold, 'retention:lifted'],
  ] as const) {
    router.post(`/system/retention/:wave/${path}`, administrator, proof, async (req, res) => {
      const wave = await getWave(String(req.params.wave));
      const form = readForm(reasonForm, bodyOf(req));
      if (!form.ok) {
        const errors = form.errors.map((one) => ({ ...one, field: `reason-${wave._id}` }));
        return show(res, errors);
      }
      await change(wave._id, form.value.reason, auditContextOf(req, clock));
      flash(req, done);
      res.redirect(303, retentionPath);
    });
  }
  return router;
}
