/**
 * Calendar days without a time (validity of offices, rights of managers), stored as ISO dates such as `2026-11-23`
 * so that they compare as text. Days are those of Iran.
 */
import { fromJalali, type JalaliDate, officialTimeZone, toJalali } from './jalali.ts';

const gregorianInIran = new Intl.DateTimeFormat('en-CA', {
  timeZone: officialTimeZone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The calendar day in Iran at an instant. */
export function isoDayOf(instant: Date): string {
  const parts = gregorianInIran.formatToParts(instant);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

const clockInIran = new Intl.DateTimeFormat('en-GB', {
  timeZone: officialTimeZone,
  hour: '2-digit',
  minute: '2-digit',
});

/** Minutes after midnight in Iran. */
export function minutesOfDay(instant: Date): number {
  return minutesOf(clockInIran.format(instant));
}

/** Of a time such as 03:00. */
export function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}

/** The ISO date of a Jalali day, or null when the calendar has no such day. */
export function isoDayOfJalali(date: JalaliDate): string | null {
  const midnight = fromJalali(date);
  return midnight && isoDayOf(midnight);
}

/** The fields of a Gregorian day, as those of a Jalali one: month 1–12, day 1–31. */
export type GregorianDate = JalaliDate;

/** The Gregorian day in Iran at an instant. */
export function toGregorian(instant: Date): GregorianDate {
  const [year = 0, month = 0, day = 0] = isoDayOf(instant).split('-').map(Number);
  return { year, month, day };
}

/** The ISO date of a Gregorian day, or null when the calendar has no such day. */
export function isoDayOfGregorian({ year, month, day }: GregorianDate): string | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.toISOString().slice(0, 10) : null;
}

/** The instant at which clocks in Iran show that time of the day. */
export function instantAt(isoDay: string, minutesAfterMidnight = 0): Date {
  const time = { hour: Math.floor(minutesAfterMidnight / 60), minute: minutesAfterMidnight % 60 };
  return fromJalali(toJalali(instantOfDay(isoDay)), time) ?? instantOfDay(isoDay);
}

/** An instant of the day (noon UTC, afternoon in Iran), for showing it with a formatter. */
export function instantOfDay(isoDay: string): Date {
  return new Date(`${isoDay}T12:00:00.000Z`);
}
