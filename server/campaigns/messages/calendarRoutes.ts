/** The calendar of working days, which reminders and digests follow: the weekend and the movable holidays. */
import { type Response, Router } from 'express';
import { z } from 'zod';
import { audit } from '../../accounts/audit/audit.ts';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import type { FieldError } from '../../http/forms.ts';
import { readerOf } from '../../http/readerOf.ts';
import { instantOfDay } from '../../i18n/isoDay.ts';
import { dayOrNull } from '../../i18n/readDay.ts';
import { loadCalendar, saveCalendar } from '../../participation/reminder/workingCalendar.ts';
import { bodyOf } from '../../waves/request.ts';
import { calendarPath } from '../paths.ts';

const weekendForm = z.union([z.string(), z.array(z.string())]).default([]);

export function calendarRoutes({ clock }: AppContext): Router {
  const router = Router();
  const administrator = requireRole('administrator');
  const show = (res: Response, weekend: number[], holidays: string, errors: FieldError[]) =>
    res.page('campaigns/messages/calendar', {
      title: readerOf(res).t('reminder:calendar.title'),
      layout: 'desk',
      status: errors.length > 0 ? 422 : 200,
      weekend,
      holidays,
      errors,
    });

  router.get('/calendar', administrator, async (_req, res) => {
    const { weekend, holidays } = await loadCalendar();
    const { f } = readerOf(res);
    await show(res, weekend, holidays.map((day) => f.dateTyped(instantOfDay(day))).join('\n'), []);
  });

  router.post('/calendar', administrator, async (req, res) => {
    const weekend = [weekendForm.parse(bodyOf(req).weekend)].flat().map(Number);
    const typed = String(bodyOf(req).holidays ?? '');
    const lines = typed.split('\n').flatMap((line) => line.trim() || []);
    const read = lines.map((line) => ({ line, day: dayOrNull(line) }));
    const wrong = read.find(({ day }) => day === null);
    if (wrong || weekend.some((day) => !(day >= 0 && day <= 6))) {
      const message = 'reminder:calendar.wrong';
      return show(res, weekend, typed, [{ field: 'holidays', message, values: { line: wrong?.line ?? '' } }]);
    }
    const holidays = read.flatMap(({ day }) => day ?? []);
    await saveCalendar({ weekend, holidays: [...new Set(holidays)].sort() });
    const { actor, now } = auditContextOf(req, clock);
    await audit({ at: now, actor, action: 'calendar.save' });
    flash(req, 'reminder:done.calendar');
    res.redirect(303, calendarPath);
  });
  return router;
}
