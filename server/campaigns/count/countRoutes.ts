/** After closing: what was received, and the count. */
import { Router } from 'express';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { readerOf } from '../../http/readerOf.ts';
import { papersWaiting } from '../../paper/firstEntry.ts';
import { countBallots } from '../../responses/ballotsReceived.ts';
import { waveKeysPresent } from '../../waves/keys/waveKeysFile.ts';
import { wavePath } from '../../waves/paths.ts';
import { waveOf } from '../../waves/request.ts';
import { showWavePage } from '../../waves/showWavePage.ts';
import { graceEndOf, isReadyToCount } from '../../waves/wavePhase.ts';
import { liveTotals } from '../progress/liveTotals.ts';
import { countWave } from './countWave.ts';

export function countRoutes(context: AppContext): Router {
  const router = Router();
  const { clock, config } = context;
  const administrator = requireRole('administrator');

  router.get('/waves/:id/count', administrator, async (req, res) => {
    const wave = await waveOf(req);
    if (wave.job) return res.redirect(303, wavePath(wave._id));
    const now = clock.now();
    const ready = isReadyToCount(wave, now);
    const { t, f } = readerOf(res);
    // Exact once nothing more can come: as long as it can, a number that moves by one would say when somebody has sent.
    const received = ready ? await countBallots(wave._id) : (await liveTotals(wave, now)).received;
    await showWavePage(res, 'campaigns/count/count', wave, {
      title: t('count:count.title'),
      received: f.number(received),
      ready,
      waiting: await papersWaiting(wave._id),
      readyAt: graceEndOf(wave),
      keys: waveKeysPresent(config.keyDir, wave._id),
    });
  });

  router.post('/waves/:id/count', administrator, async (req, res) => {
    const wave = await waveOf(req);
    await countWave(wave, auditContextOf(req, clock), context);
    res.redirect(303, wavePath(wave._id));
  });
  return router;
}
