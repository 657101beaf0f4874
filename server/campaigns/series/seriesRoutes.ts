/** Repeating a wave by the calendar: how often and from which day, one time left out, and the end of it. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { type FieldError, readForm } from '../../http/forms.ts';
import { Conflict } from '../../http/httpErrors.ts';
import { readerOf } from '../../http/readerOf.ts';
import { instantOfDay, isoDayOf } from '../../i18n/isoDay.ts';
import { standingInstrument } from '../../instruments/standing.ts';
import { auditWave } from '../../waves/auditWave.ts';
import { wavePath } from '../../waves/paths.ts';
import { bodyOf, waveOf } from '../../waves/request.ts';
import { showWavePage } from '../../waves/showWavePage.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import { day } from '../campaignFields.ts';
import { leadDays, preparedAt } from './prepareDrafts.ts';
import { dayMonthsLater } from './seriesDay.ts';

const periods = { yearly: 12, halfYearly: 6, quarterly: 3, monthly: 1 } as const;
type Period = keyof typeof periods;
const periodNames = Object.keys(periods) as [Period, ...Period[]];

/** A pulse: only short forms, which people can be asked every month, beside the two standing questions. */
function isPulse({ instruments }: Pick<Wave, 'instruments'>): boolean {
  const asked = instruments.filter(({ id }) => id !== standingInstrument);
  return asked.length > 0 && asked.every(({ shortFormOf }) => shortFormOf !== undefined);
}

const offeredPeriods = (wave: Wave) => periodNames.filter((name) => name !== 'monthly' || isPulse(wave));

const seriesForm = z.object({
  every: z.enum(periodNames, 'draft:series.choose'),
  next: day('start'),
});

export function seriesRoutes({ clock }: AppContext): Router {
  const router = Router();
  const administrator = requireRole('administrator');

  router.get('/waves/:id/series', administrator, async (req, res) => {
    await show(res, await repeatableWave(req), null);
  });

  router.post('/waves/:id/series', administrator, async (req, res) => {
    const wave = await repeatableWave(req);
    const body = bodyOf(req);
    const form = readForm(seriesForm, body);
    if (!form.ok) return show(res, wave, body, form.errors);
    const next = isoDayOf(form.value.next);
    if (next <= isoDayOf(clock.now()))
      return show(res, wave, body, [{ field: 'next', message: 'draft:series.past' }]);
    if (!offeredPeriods(wave).includes(form.value.every))
      return show(res, wave, body, [{ field: 'every', message: 'draft:series.tooOften' }]);
    const context = auditContextOf(req, clock);
    const series = {
      everyMonths: periods[form.value.every],
      next,
      by: context.actor,
      latest: wave.series?.latest ?? null,
    };
    await WaveModel.updateOne({ _id: wave._id }, { $set: { series } });
    await auditWave(context, 'wave.series', wave._id, { title: wave.title });
    flash(req, 'draft:series.saved', { date: readerOf(res).f.dateLong(preparedAt(next)) });
    res.redirect(303, wavePath(wave._id, 'series'));
  });

  router.post('/waves/:id/series/:change', administrator, async (req, res) => {
    const wave = await repeatableWave(req);
    const { series } = wave;
    const isSkip = req.params.change === 'skip';
    if (!series || (!isSkip && req.params.change !== 'end')) throw new Conflict('campaigns:conflict.decided');
    const $set = isSkip
      ? { 'series.next': dayMonthsLater(series.next, series.everyMonths) }
      : { series: null };
    await WaveModel.updateOne({ _id: wave._id, 'series.next': series.next }, { $set });
    await auditWave(auditContextOf(req, clock), 'wave.series', wave._id, { title: wave.title });
    flash(req, isSkip ? 'draft:series.skipped' : 'draft:series.ended');
    res.redirect(303, wavePath(wave._id, 'series'));
  });
  return router;
}

/** @throws Conflict for a draft, and for what was imported or withdrawn */
async function repeatableWave(req: Request): Promise<Wave> {
  const wave = await waveOf(req);
  if (wave.imported || wave.state === 'draft' || wave.state === 'withdrawn')
    throw new Conflict('draft:series.notRepeatable');
  return wave;
}

async function show(
  res: Response,
  wave: Wave,
  typed: Record<string, unknown> | null,
  errors: FieldError[] = [],
): Promise<void> {
  const { t, f } = readerOf(res);
  const { series } = wave;
  const suggested = wave.opensAt ? dayMonthsLater(isoDayOf(wave.opensAt), periods.yearly) : '';
  const next = series?.next ?? suggested;
  await showWavePage(res, 'campaigns/series/series', wave, {
    title: t('draft:series.title'),
    errors,
    standing: series
      ? t('draft:series.standing', {
          date: f.dateLong(instantOfDay(series.next)),
          prepared: f.dateLong(preparedAt(series.next)),
        })
      : '',
    leadDays,
    periods: offeredPeriods(wave),
    values: typed ?? {
      every: periodNames.find((name) => periods[name] === series?.everyMonths) ?? 'yearly',
      next: next && f.dateTyped(instantOfDay(next)),
    },
  });
}
