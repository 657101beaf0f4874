/** The list of waves: all of them for administrators; for managers those that were launched for one of their offices. */
import { Router } from 'express';
import { accountOf, requireRole } from '../accounts/guards.ts';
import type { AppContext } from '../appContext.ts';
import { readerOf } from '../http/readerOf.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import { listWaves } from '../waves/getWave.ts';
import { isListed, waveRow } from './waveRow.ts';

export function waveIndexRoutes({ clock }: AppContext): Router {
  const router = Router();
  router.get('/waves', requireRole('administrator', 'manager'), async (req, res) => {
    const account = accountOf(req);
    const reader = readerOf(res);
    const waves = (await listWaves()).filter((wave) => isListed(wave, account, isoDayOf(clock.now())));
    const rows = await Promise.all(waves.map((wave) => waveRow(wave, account, clock.now(), reader)));
    const canCreate = account.role === 'administrator';
    await res.page('campaigns/index', {
      title: reader.t('campaigns:index.title'),
      layout: 'desk',
      rows,
      canCreate,
    });
  });
  return router;
}
