/** Extending, closing and withdrawing a wave, each on its own page that explains the effect. */
import { type Response, Router } from 'express';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { requireRole } from '../../accounts/guards.ts';
import { requireProof } from '../../accounts/secondFactor/requireProof.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { type FieldError, readForm } from '../../http/forms.ts';
import { readerOf } from '../../http/readerOf.ts';
import { wavePath } from '../../waves/paths.ts';
import { bodyOf, waveOf } from '../../waves/request.ts';
import { showWavePage } from '../../waves/showWavePage.ts';
import type { Wave } from '../../waves/wave.ts';
import { eraseWavesSoon } from '../erasure/eraseWaves.ts';
import { liveTotals } from '../progress/liveTotals.ts';
import { closeWave, extendWave } from './closeWave.ts';
import { extensionForm, withdrawalForm } from './closingForms.ts';
import { withdrawWave } from './withdrawWave.ts';

type Values = Record<string, string>;

export function closingRoutes(context: AppContext): Router {
  const { clock, config } = context;
  const router = Router();
  const administrator = requireRole('administrator');

  for (const page of ['extension', 'closure', 'withdrawal'] as const) {
    router.get(`/waves/:id/${page}`, administrator, async (req, res) => {
      await showForm(res, { wave: await waveOf(req), now: clock.now(), page });
    });
  }

  router.post('/waves/:id/extension', administrator, async (req, res) => {
    const wave = await waveOf(req);
    const form = readForm(extensionForm, { closesAt: '', ...bodyOf(req) });
    if (!form.ok)
      return showForm(res, {
        wave,
        now: clock.now(),
        page: 'extension',
        values: bodyOf(req),
        errors: form.errors,
      });
    await extendWave(wave, form.value.closesAt, auditContextOf(req, clock));
    flash(req, 'campaigns:done.extended', { date: readerOf(res).f.dateLong(form.value.closesAt) });
    res.redirect(303, wavePath(wave._id));
  });

  router.post('/waves/:id/closure', administrator, async (req, res) => {
    const wave = await waveOf(req);
    await closeWave(wave, auditContextOf(req, clock));
    flash(req, 'campaigns:done.closed');
    res.redirect(303, wavePath(wave._id));
  });

  router.post('/waves/:id/withdrawal', administrator, requireProof(context), async (req, res) => {
    const wave = await waveOf(req);
    const form = readForm(withdrawalForm, { reason: '', confirm: '', ...bodyOf(req) });
    if (!form.ok)
      return showForm(res, {
        wave,
        now: clock.now(),
        page: 'withdrawal',
        values: bodyOf(req),
        errors: form.errors,
      });
    await withdrawWave(wave, form.value.reason, config.keyDir, auditContextOf(req, clock));
    eraseWavesSoon(config.dataDir, clock);
    flash(req, 'campaigns:done.withdrawn');
    res.redirect(303, wavePath(wave._id));
  });
  return router;
}

interface ClosingPage {
  wave: Wave;
  now: Date;
  page: 'extension' | 'closure' | 'withdrawal';
  values?: Record<string, unknown>;
  errors?: FieldError[];
}

async function showForm(
  res: Response,
  { wave, now, page, values = {}, errors = [] }: ClosingPage,
): Promise<void> {
  const { received } = await liveTotals(wave, now);
  await showWavePage(res, `campaigns/closing/${page}`, wave, {
    title: readerOf(res).t(`closing:${page}.title`),
    values: values as Values,
    errors,
    received,
  });
}
