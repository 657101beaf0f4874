/** After closing: what was received, and the count. */

import type { Router } from 'express';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { readerOf } from '../../http/readerOf.ts';
import { papersWaiting } from '../../paper/firstEntry.ts';
import { ballotsReceived } from '../../responses/ballotsReceived.ts';
import { waveKeysPresent } from '../../waves/keys/waveKeysFile.ts';
import { wavePath } from '../../waves/paths.ts';
import { waveOf } from '../../waves/request.ts';
import { showWavePage } from '../../waves/showWavePage.ts';
import type { Wave } from '../../waves/wave.ts';
import { graceEndsAt, phaseOf } from '../../waves/wavePhase.ts';
import { liveTotals } from '../progress/liveTotals.ts';
import { countWave } from './countWave.ts';

export function addCountRoutes(router: Router, context: AppContext): void {
  const { clock, config } = context;
  const administrator = requireRole('administrator');

  router.get('/waves/:id/count', administrator, async (req, res) => {
    const wave = await waveOf(req);
    if (wave.job) return res.redirect(303, wavePath(wave._id));
    const now = clock.now();
    const endsAt = wave.closedAt ?? wave.closesAt;
    const ready = wave.state === 'closed' && phaseOf(wave, now) === 'ended';
    const { t, f } = readerOf(res);
    await showWavePage(res, 'campaigns/count/count', wave, {
      title: t('count:count.title'),
      received: f.number(ready ? await allReceived(wave) : (await liveTotals(wave, now)).received),
      ready,
      waiting: await papersWaiting(wave._id),
      readyAt: endsAt ? graceEndsAt(wave, endsAt) : null,
      keys: waveKeysPresent(config.keyDir, wave._id),
    });
  });

  router.post('/waves/:id/count', administrator, async (req, res) => {
    const wave = await waveOf(req);
    await countWave(wave, auditContextOf(req, clock), context);
    res.redirect(303, wavePath(wave._id));
  });
}

/** Exact, because nothing more can arrive: before that, a number that increases by one would show when somebody has sent. */
async function allReceived({ _id }: Wave): Promise<number> {
  return [...(await ballotsReceived(_id)).values()].reduce((sum, n) => sum + n, 0);
}
