/** Reminders of a wave: the planned ones, how many people another would reach, and planning it on a working day. */
import { type Response, Router } from 'express';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { hourMs, minuteMs, plusMs } from '../../clock.ts';
import { flash } from '../../http/flash.ts';
import type { FieldError } from '../../http/forms.ts';
import { Conflict } from '../../http/httpErrors.ts';
import { readerOf } from '../../http/readerOf.ts';
import { instantOfDay } from '../../i18n/isoDay.ts';
import { parseTime } from '../../i18n/jalali.ts';
import { cancelReminder, planReminder, suggestDays } from '../../participation/reminder/planReminder.ts';
import { listReminders } from '../../participation/reminder/reminder.ts';
import { loadCalendar } from '../../participation/reminder/workingCalendar.ts';
import { auditWave } from '../../waves/auditWave.ts';
import { wavePath } from '../../waves/paths.ts';
import { bodyOf, waveOf } from '../../waves/request.ts';
import { showWavePage } from '../../waves/showWavePage.ts';
import type { Wave } from '../../waves/wave.ts';
import { takesReminders } from '../../waves/waveState.ts';
import { readInstant } from '../campaignFields.ts';
import { minQueued, reminderSize } from './reminderSize.ts';

const minHour = 7;
const maxHour = 21;
const tenInTehran = new Date('2026-01-01T06:30:00Z');
type Values = { day: string; time: string };

/** The time that a form states, or what is wrong with it. */
function readTime({ day, time }: Values): { at: Date } | { errors: FieldError[] } {
  const date = readInstant(day, 'start');
  const clock = parseTime(time);
  const errors: FieldError[] = [];
  if ('problem' in date) errors.push({ field: 'day', message: date.problem });
  if (!clock || clock.hour < minHour || clock.hour >= maxHour)
    errors.push({ field: 'time', message: 'reminder:problem.time' });
  if (!clock || 'problem' in date || errors.length > 0) return { errors };
  return { at: plusMs(date.value, clock.hour * hourMs + clock.minute * minuteMs) };
}

export function reminderRoutes({ clock }: AppContext): Router {
  const router = Router();
  const administrator = requireRole('administrator');
  const show = async (res: Response, wave: Wave, values?: Values, errors: FieldError[] = []) => {
    const reader = readerOf(res);
    const [planned, calendar] = [await listReminders(wave._id), await loadCalendar()];
    const days = suggestDays(wave, planned, clock.now(), calendar);
    await showWavePage(res, 'campaigns/messages/reminders', wave, {
      title: reader.t('reminder:title'),
      planned: planned.map((one) => ({ ...one, atLeast: minQueued(wave, one.queued) })),
      size: wave.state === 'open' ? await reminderSize(wave, clock.now()) : null,
      canPlan: takesReminders(wave),
      suggested: days.map((day) => reader.f.dateFull(instantOfDay(day))),
      values: values ?? {
        day: days[0] ? reader.f.dateTyped(instantOfDay(days[0])) : '',
        time: reader.f.time(tenInTehran),
      },
      errors,
    });
  };

  router.get('/waves/:id/reminders', administrator, async (req, res) => show(res, await waveOf(req)));

  router.post('/waves/:id/reminders', administrator, async (req, res) => {
    const wave = await waveOf(req);
    if (!takesReminders(wave)) throw new Conflict('campaigns:conflict.notOpen');
    const values = { day: String(bodyOf(req).day ?? ''), time: String(bodyOf(req).time ?? '') };
    const read = readTime(values);
    if ('errors' in read) return show(res, wave, values, read.errors);
    const refused = await planReminder(wave, read.at, clock.now(), await loadCalendar());
    if (refused) {
      const date = refused.nextDay ? readerOf(res).f.dateFull(instantOfDay(refused.nextDay)) : '';
      const message = `reminder:problem.${refused.problem}`;
      return show(res, wave, values, [{ field: 'day', message, values: { date } }]);
    }
    await auditWave(auditContextOf(req, clock), 'wave.reminderPlanned', wave._id, {
      at: read.at.toISOString(),
    });
    flash(req, 'reminder:done.planned');
    res.redirect(303, wavePath(wave._id, 'reminders'));
  });

  router.post('/waves/:id/reminders/:reminder/cancellation', administrator, async (req, res) => {
    const wave = await waveOf(req);
    if (!(await cancelReminder(wave._id, String(req.params.reminder))))
      throw new Conflict('reminder:conflict.begun');
    await auditWave(auditContextOf(req, clock), 'wave.reminderCancelled', wave._id);
    flash(req, 'reminder:done.cancelled');
    res.redirect(303, wavePath(wave._id, 'reminders'));
  });
  return router;
}
