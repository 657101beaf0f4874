/** After the count: the quality of the answers, and the release to one audience after another. */
import { type Request, Router } from 'express';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { requireRole } from '../../accounts/guards.ts';
import { noticeStanding } from '../../accounts/messages/accountMessage.ts';
import { requireProof } from '../../accounts/secondFactor/requireProof.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { readForm } from '../../http/forms.ts';
import { Conflict } from '../../http/httpErrors.ts';
import { readerOf } from '../../http/readerOf.ts';
import { isoDayOf } from '../../i18n/isoDay.ts';
import { resultsPath, wavePath } from '../../waves/paths.ts';
import { bodyOf, waveOf } from '../../waves/request.ts';
import { showWavePage } from '../../waves/showWavePage.ts';
import type { Wave } from '../../waves/wave.ts';
import { requireCounted } from '../requireState.ts';
import { presentReleaseQuality } from './presentReleaseQuality.ts';
import { presentReleaseReaders } from './presentReleaseReaders.ts';
import { releaseForm } from './releaseForms.ts';
import { releaseWave } from './releaseWave.ts';
import { unreadComments } from './reviewComments.ts';
import { remindManagers, tellManagers } from './tellManagers.ts';

export function releaseRoutes(context: AppContext): Router {
  const { clock, config } = context;
  const router = Router();
  const administrator = requireRole('administrator');

  router.get('/waves/:id/quality', administrator, async (req, res) => {
    const wave = await countedWave(req);
    const reader = readerOf(res);
    const quality = await presentReleaseQuality(wave, clock.now(), reader);
    await showWavePage(res, 'campaigns/release/quality', wave, {
      title: reader.t('release:quality.title'),
      ...quality,
    });
  });

  router.get('/waves/:id/release', administrator, async (req, res) => {
    const wave = await countedWave(req);
    const reader = readerOf(res);
    await showWavePage(res, 'campaigns/release/release', wave, {
      title: reader.t('release:release.title'),
      unread: await unreadComments(wave),
      onlyEmpty: hasOnlyEmptyRows(wave),
      readers: await presentReleaseReaders(wave, isoDayOf(clock.now()), reader),
      notice: await noticeOf(wave),
      results: `${config.baseUrl ?? ''}${resultsPath(wave._id)}`,
    });
  });

  router.post('/waves/:id/release', administrator, requireProof(context), async (req, res) => {
    const wave = await waveOf(req);
    const form = readForm(releaseForm, bodyOf(req));
    if (!form.ok) throw new Conflict('campaigns:conflict.notDeclared');
    if (hasOnlyEmptyRows(wave) && form.value.withoutResponses !== 'yes')
      throw new Conflict('campaigns:conflict.noResponses');
    await releaseWave(wave, form.value.audience, auditContextOf(req, clock));
    const isFirst = !wave.releasedTo.includes(form.value.audience);
    if (form.value.audience === 'managers' && isFirst) await tellManagers(wave, clock.now());
    flash(req, 'campaigns:done.released', {
      audience: readerOf(res).t(`waves:audience.${form.value.audience}`),
    });
    res.redirect(303, wavePath(wave._id, 'release'));
  });

  router.post('/waves/:id/release/reminder', administrator, async (req, res) => {
    const wave = await countedWave(req);
    const count = await remindManagers(wave, auditContextOf(req, clock));
    flash(req, 'release:notice.reminded', { count }, count > 0 ? 'done' : 'warning');
    res.redirect(303, wavePath(wave._id, 'release'));
  });
  return router;
}

/** Rows came in and not one of them has an answer: more likely a wrong file than a result. */
const hasOnlyEmptyRows = ({ imported, count, releasedTo }: Wave) =>
  imported && count.counted === 0 && releasedTo.length === 0;

async function countedWave(req: Request): Promise<Wave> {
  const wave = await waveOf(req);
  requireCounted(wave);
  return wave;
}

/** How the notice to managers fares; null before it was sent to anybody. */
async function noticeOf(wave: Wave) {
  const { told, opened, failed, accounts, isReminded } = await noticeStanding(wave._id);
  return told > 0 ? { told, opened, failed, unopened: accounts.length, isReminded } : null;
}
