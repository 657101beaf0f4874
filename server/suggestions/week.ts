/** Weeks of Iran, from Saturday to Friday: all that is kept of when somebody sent something. Stored as the ISO day of the Saturday. */
import { dayMs, plusMs } from '../clock.ts';
import { instantOfDay, isoDayOf } from '../i18n/isoDay.ts';

const saturday = 6;

export const daysAfter = (day: string, days: number): string =>
  isoDayOf(plusMs(instantOfDay(day), days * dayMs));

export function weekOf(now: Date): string {
  const today = isoDayOf(now);
  const sinceSaturday = (instantOfDay(today).getUTCDay() - saturday + 7) % 7;
  return daysAfter(today, -sinceSaturday);
}

export const weekBefore = (week: string): string => daysAfter(week, -7);
/** Its Friday. */
export const endOfWeek = (week: string): string => daysAfter(week, 6);
