/** After closing: what was received, and the count. */
import { type Response, Router } from 'express';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { accountOf, requireRole } from '../../accounts/guards.ts';
import { requireProof } from '../../accounts/secondFactor/requireProof.ts';
import type { AppContext } from '../../appContext.ts';
import type { FieldError } from '../../http/forms.ts';
import { readerOf } from '../../http/readerOf.ts';
import { clean } from '../../i18n/text.ts';
import { papersWaiting } from '../../paper/firstEntry.ts';
import { countBallots } from '../../responses/ballotsReceived.ts';
import { waveKeysPresent } from '../../waves/keys/waveKeysFile.ts';
import { wavePath } from '../../waves/paths.ts';
import { bodyOf, waveOf } from '../../waves/request.ts';
import { showWavePage } from '../../waves/showWavePage.ts';
import type { Wave } from '../../waves/wave.ts';
import { graceEndOf, isReadyToCount } from '../../waves/wavePhase.ts';
import { liveTotals } from '../progress/liveTotals.ts';
import { presentRecovery } from '../recovery/presentRecovery.ts';
import { unconfirmedKeepers } from '../recovery/unconfirmedCopies.ts';
import { countWave } from './countWave.ts';

export function countRoutes(context: AppContext): Router {
  const router = Router();
  const { clock, config } = context;
  const administrator = requireRole('administrator');

  const show = async (res: Response, me: string, wave: Wave, errors: FieldError[] = []) => {
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
      recovery: await presentRecovery(wave, me),
      errors,
    });
  };

  router.get('/waves/:id/count', administrator, async (req, res) => {
    const wave = await waveOf(req);
    if (wave.job) return res.redirect(303, wavePath(wave._id));
    await show(res, accountOf(req)._id, wave);
  });

  router.post('/waves/:id/count', administrator, requireProof(context), async (req, res) => {
    const wave = await waveOf(req);
    const unconfirmedBecause = clean(String(bodyOf(req).reason ?? '')).slice(0, 500);
    if (isReadyToCount(wave, clock.now()) && unconfirmedKeepers(wave).length > 0 && !unconfirmedBecause)
      return show(res, accountOf(req)._id, wave, [{ field: 'reason', message: 'recovery:reasonMissing' }]);
    await countWave(wave, auditContextOf(req, clock), { ...context, unconfirmedBecause });
    res.redirect(303, wavePath(wave._id));
  });
  return router;
}
