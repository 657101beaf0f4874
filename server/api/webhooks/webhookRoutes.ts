/** The administrators' page of webhooks. A secret is shown in the answer to the form that made its webhook, and never again. */
import { type Response, Router } from 'express';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { requireRole } from '../../accounts/guards.ts';
import { requireProof } from '../../accounts/secondFactor/requireProof.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { type FieldError, readForm } from '../../http/forms.ts';
import { readerOf } from '../../http/readerOf.ts';
import { webhooksPath } from '../paths.ts';
import { allowHost, createWebhook, forbidHost, getWebhook, removeWebhook } from './changeWebhooks.ts';
import { outcomeOf, presentWebhooks } from './presentWebhooks.ts';
import { retryFailed, sendTest } from './sendWebhooks.ts';
import { secretOf } from './webhook.ts';
import { hostForm, webhookForm } from './webhookForms.ts';

interface Shown {
  values?: Record<string, unknown>;
  errors?: readonly FieldError[];
  made?: { url: string; secret: string } | null;
}

async function show(res: Response, { values = {}, errors = [], made = null }: Shown = {}): Promise<void> {
  const reader = readerOf(res);
  await res.page('api/webhooks', {
    title: reader.t('webhooks:title'),
    status: errors.length > 0 ? 422 : 200,
    // The answer to a form has no address of its own.
    ...(made && { noLanguages: true }),
    errors,
    values,
    made,
    ...(await presentWebhooks(reader)),
  });
}

export function webhookRoutes(context: AppContext): Router {
  const { clock, sessionSecret } = context;
  const router = Router();
  const administrator = requireRole('administrator');

  router.get('/system/webhooks', administrator, (_req, res) => show(res));

  router.post('/system/webhooks', administrator, requireProof(context), async (req, res) => {
    const form = readForm(webhookForm, req.body);
    if (!form.ok) return show(res, { values: req.body ?? {}, errors: form.errors });
    const created = await createWebhook(form.value, auditContextOf(req, clock));
    if ('errors' in created) return show(res, { values: req.body ?? {}, errors: created.errors });
    const { webhook } = created;
    await show(res, { made: { url: webhook.url, secret: secretOf(webhook, sessionSecret) } });
  });

  router.post('/system/webhooks/:webhook/test', administrator, async (req, res) => {
    const webhook = await getWebhook(String(req.params.webhook));
    const { status, problem } = await sendTest(webhook, { now: clock.now(), sessionSecret });
    const isTaken = status !== null && status >= 200 && status < 300;
    const outcome = outcomeOf(problem || String(status), readerOf(res));
    flash(
      req,
      isTaken ? 'webhooks:test.taken' : 'webhooks:test.refused',
      { outcome },
      isTaken ? 'done' : 'warning',
    );
    res.redirect(303, webhooksPath);
  });

  router.post('/system/webhooks/:webhook/retry', administrator, async (req, res) => {
    const { _id } = await getWebhook(String(req.params.webhook));
    flash(req, 'webhooks:trouble.retried', { count: await retryFailed(_id, clock.now()) });
    res.redirect(303, webhooksPath);
  });

  router.post('/system/webhooks/:webhook/removal', administrator, async (req, res) => {
    await removeWebhook(String(req.params.webhook), auditContextOf(req, clock));
    flash(req, 'webhooks:removed');
    res.redirect(303, webhooksPath);
  });

  router.use(hostRoutes(context));
  return router;
}

function hostRoutes(context: AppContext): Router {
  const { clock } = context;
  const router = Router();
  const administrator = requireRole('administrator');

  router.post('/system/webhook-hosts', administrator, requireProof(context), async (req, res) => {
    const form = readForm(hostForm, req.body);
    if (!form.ok) return show(res, { values: req.body ?? {}, errors: form.errors });
    await allowHost(form.value, auditContextOf(req, clock));
    flash(req, 'webhooks:hosts.allowed');
    res.redirect(303, webhooksPath);
  });

  router.post('/system/webhook-hosts/removal', administrator, async (req, res) => {
    await forbidHost(String(req.body?.host ?? ''), auditContextOf(req, clock));
    flash(req, 'webhooks:hosts.forbidden');
    res.redirect(303, webhooksPath);
  });
  return router;
}
