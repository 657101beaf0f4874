/** Participation in a running wave for managers: by reporting unit, in steps, as of the first request of the day. */
import { Router } from 'express';
import { accountOf, requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { NotFound } from '../../http/httpErrors.ts';
import { readerOf } from '../../http/readerOf.ts';
import { isoDayOf } from '../../i18n/isoDay.ts';
import { stateLine } from '../../waves/present.ts';
import { waveOf } from '../../waves/request.ts';
import { wasLaunched } from '../../waves/waveState.ts';
import { dailyParticipation } from './dailyParticipation.ts';
import { presentRateMap } from './presentRateMap.ts';
import { presentSteps, seenBranches } from './presentSteps.ts';

export function waveParticipationRoutes({ clock }: AppContext): Router {
  const router = Router();
  router.get('/waves/:id/participation', requireRole('administrator', 'manager'), async (req, res) => {
    const wave = await waveOf(req);
    const now = clock.now();
    const reader = readerOf(res);
    if (!wasLaunched(wave)) throw new NotFound('waves:notFound');
    const daily = await dailyParticipation(wave, isoDayOf(now));
    const rows = presentSteps({ wave, daily, account: accountOf(req), today: isoDayOf(now) }, reader);
    if (rows.length === 0) throw new NotFound('waves:notFound');
    const rateMap = await presentRateMap(
      seenBranches(wave, { daily, account: accountOf(req), today: isoDayOf(now) }, reader),
      wave.targetRate,
      (code) => `#row-${wave.offices.find((office) => office.code === code)?.unit ?? code}`,
      reader,
    );
    await res.page('campaigns/progress/participation', {
      title: wave.title,
      layout: 'desk',
      wave,
      stateLine: stateLine(wave, now, reader),
      rows,
      rateMap,
      day: daily.day,
    });
  });
  return router;
}
