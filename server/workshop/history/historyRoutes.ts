/** Where an instrument was used, and retiring it. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { accountOf, requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { type FieldError, readForm } from '../../http/forms.ts';
import { NotFound } from '../../http/httpErrors.ts';
import { readerOf } from '../../http/readerOf.ts';
import { clean } from '../../i18n/text.ts';
import { findInstrument } from '../../instruments/catalogue.ts';
import { instrumentPath } from '../paths.ts';
import { presentHistory } from './presentHistory.ts';
import { retireInstrument, takeUpInstrument } from './retireInstrument.ts';

const retirementForm = z.object({
  reason: z
    .string('workshop:errors.reason')
    .transform(clean)
    .pipe(z.string().min(3, 'workshop:errors.reason').max(500, 'workshop:errors.tooLong')),
});

export function historyRoutes({ clock }: AppContext): Router {
  const router = Router();
  const reader = requireRole('administrator', 'analyst');
  const administrator = requireRole('administrator');

  router.get('/instruments/:id/history', reader, async (req, res) => {
    await showHistory(req, res, []);
  });

  router.post('/instruments/:id/retirement', administrator, async (req, res) => {
    const id = await existing(req);
    const form = readForm(retirementForm, req.body);
    if (!form.ok) return showHistory(req, res, form.errors);
    await retireInstrument(id, form.value.reason, auditContextOf(req, clock));
    flash(req, 'workshop:done.retired');
    res.redirect(303, instrumentPath(id, 'history'));
  });

  router.post('/instruments/:id/return', administrator, async (req, res) => {
    const id = await existing(req);
    await takeUpInstrument(id, auditContextOf(req, clock));
    flash(req, 'workshop:done.takenUp');
    res.redirect(303, instrumentPath(id, 'history'));
  });
  return router;
}

/** @throws NotFound */
async function existing(req: Request): Promise<string> {
  const id = String(req.params.id);
  if (!(await findInstrument(id))) throw new NotFound('instruments:notFound');
  return id;
}

async function showHistory(req: Request, res: Response, errors: FieldError[]): Promise<void> {
  const reader = readerOf(res);
  const history = await presentHistory(String(req.params.id), reader);
  if (!history) throw new NotFound('instruments:notFound');
  await res.page('workshop/history', {
    title: reader.t('workshop:history.title', { name: history.name.text }),
    layout: 'desk',
    status: errors.length > 0 ? 422 : 200,
    errors,
    path: instrumentPath(history.id, 'history'),
    history,
    canRetire: accountOf(req).role === 'administrator',
    reason: String((req.body as { reason?: string } | undefined)?.reason ?? ''),
  });
}
