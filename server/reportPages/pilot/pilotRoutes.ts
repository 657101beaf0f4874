/**
 * Advice on the questions after a pilot, for those who write them. Administrators read no results of offices; this page names no office
 * and speaks of questions over the whole wave, once it is released.
 */
import { Router } from 'express';
import { requireRole } from '../../accounts/guards.ts';
import { NotFound } from '../../http/httpErrors.ts';
import { readerOf } from '../../http/readerOf.ts';
import { waveOf } from '../../waves/request.ts';
import { showWavePage } from '../../waves/showWavePage.ts';
import { presentPilot } from './presentPilot.ts';

export function pilotRoutes(): Router {
  const router = Router();
  router.get('/waves/:id/pilot', requireRole('administrator', 'analyst'), async (req, res) => {
    const wave = await waveOf(req);
    if (!wave.pilot || wave.state !== 'released') throw new NotFound();
    const reader = readerOf(res);
    const pilot = await presentPilot(wave, reader);
    if (!pilot) throw new NotFound();
    await showWavePage(res, 'reportPages/pilot', wave, {
      title: reader.t('reports:pilot.title'),
      pilot,
      fromWave: res.locals.account?.role === 'administrator',
    });
  });
  return router;
}
