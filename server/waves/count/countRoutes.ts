/** After closing: the count, the quality of what was counted, and the release to one audience after another. */
import type { Response, Router } from 'express';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { Conflict } from '../../http/errors.ts';
import { flash } from '../../http/flash.ts';
import { readForm } from '../../http/forms.ts';
import { readerOf } from '../../http/readerOf.ts';
import { papersWaiting } from '../../paper/firstPass.ts';
import { ballotsReceived } from '../../responses/ballotsReceived.ts';
import { releaseForm } from '../forms.ts';
import { waveKeysPresent } from '../keys/waveKeys.ts';
import { wavePath } from '../paths.ts';
import { liveTotals } from '../progress/liveTotals.ts';
import { presentQuality } from '../release/presentQuality.ts';
import { releaseWave } from '../release/releaseWave.ts';
import { unreadComments } from '../release/reviewComments.ts';
import { actOf, bodyOf, waveOf } from '../request.ts';
import { showWavePage } from '../showWavePage.ts';
import type { Wave } from '../wave.ts';
import { graceEndsAt, phaseOf } from '../wavePhase.ts';
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
    await page(res, 'count', wave, {
      received: readerOf(res).f.number(
        ready ? await allReceived(wave) : (await liveTotals(wave, now)).received,
      ),
      ready,
      waiting: await papersWaiting(wave._id),
      readyAt: endsAt ? graceEndsAt(wave, endsAt) : null,
      keys: waveKeysPresent(config.keyDir, wave._id),
    });
  });

  router.post('/waves/:id/count', administrator, async (req, res) => {
    const wave = await waveOf(req);
    await countWave(wave, actOf(req, clock), context);
    res.redirect(303, wavePath(wave._id));
  });

  router.get('/waves/:id/quality', administrator, async (req, res) => {
    const wave = await countedOf(await waveOf(req));
    await page(res, 'quality', wave, await presentQuality(wave, readerOf(res)));
  });

  router.get('/waves/:id/release', administrator, async (req, res) => {
    const wave = await countedOf(await waveOf(req));
    const unread = await unreadComments(wave);
    await page(res, 'release', wave, { unread });
  });

  router.post('/waves/:id/release', administrator, async (req, res) => {
    const wave = await waveOf(req);
    const form = readForm(releaseForm, bodyOf(req));
    if (!form.ok) throw new Conflict('waves:conflict.notDeclared');
    await releaseWave(wave, form.value.audience, actOf(req, clock));
    flash(req, 'waves:done.released', { audience: readerOf(res).t(`waves:audience.${form.value.audience}`) });
    res.redirect(303, wavePath(wave._id, 'release'));
  });
}

/** Exact, because nothing more can come: as long as it can, a number that moves by one would say when somebody has sent. */
async function allReceived({ _id }: Wave): Promise<number> {
  return [...(await ballotsReceived(_id)).values()].reduce((sum, n) => sum + n, 0);
}

/** @throws Conflict before the count */
async function countedOf(wave: Wave): Promise<Wave> {
  if (wave.state !== 'counted' && wave.state !== 'released') throw new Conflict('waves:conflict.notCounted');
  return wave;
}

async function page(res: Response, view: string, wave: Wave, locals: object): Promise<void> {
  const title = readerOf(res).t(`waves:${view}.title`);
  await showWavePage(res, `waves/${view}`, wave, { title, ...locals });
}
