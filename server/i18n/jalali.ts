/** Jalali dates with nothing but Intl. Instants are stored; Jalali dates exist only at the edges: in forms, and on pages. */

import { dayMs, hourMs, minuteMs } from '../clock.ts';
import { normaliseTyped } from './digits.ts';

/** A day of the Jalali calendar: month 1–12, day 1–31. */
export type JalaliDate = { year: number; month: number; day: number };

export const officialTimeZone = 'Asia/Tehran';

function numericFormat(calendar: string, timeZone: string) {
  const clock = { hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const;
  const day = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
  return new Intl.DateTimeFormat(`en-u-ca-${calendar}-nu-latn`, { timeZone, ...day, ...clock });
}
const jalaliInUtc = numericFormat('persian', 'UTC');
const jalaliInIran = numericFormat('persian', officialTimeZone);
const gregorianInIran = numericFormat('gregory', officialTimeZone);

function fieldsOf(format: Intl.DateTimeFormat, instant: Date): Record<string, number> {
  return Object.fromEntries(format.formatToParts(instant).map((part) => [part.type, Number(part.value)]));
}

function jalaliDay(format: Intl.DateTimeFormat, instant: Date): JalaliDate {
  const { year, month, day } = fieldsOf(format, instant);
  return { year: year!, month: month!, day: day! };
}

/** The Jalali day in Iran at an instant. */
export function toJalali(instant: Date): JalaliDate {
  return jalaliDay(jalaliInIran, instant);
}

/** How many milliseconds clocks in Iran are ahead of UTC at an instant (+4:30 in the summers up to 1401). */
function offsetMs(instant: number): number {
  const { year, month, day, hour, minute, second } = fieldsOf(gregorianInIran, new Date(instant));
  return Date.UTC(year!, month! - 1, day!, hour!, minute!, second!) - Math.floor(instant / 1000) * 1000;
}

/** Midnight UTC of a Jalali day, or null if the calendar has no such day: guesses from the spring equinox, then tries the days around it. */
function utcDay({ year, month, day }: JalaliDate): number | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const dayOfYear = 31 * (month - 1) - Math.max(0, month - 7) + day - 1;
  const guess = Date.UTC(year + 621, 2, 21) + dayOfYear * dayMs;
  for (const shift of [0, -1, 1, -2, 2]) {
    const found = jalaliDay(jalaliInUtc, new Date(guess + shift * dayMs));
    if (found.year === year && found.month === month && found.day === day) return guess + shift * dayMs;
  }
  return null;
}

/** The instant at which clocks in Iran show that day and time; null if there is no such day (۳۰ اسفند of a common year). */
export function fromJalali(
  date: JalaliDate,
  time: { hour: number; minute: number } = { hour: 0, minute: 0 },
) {
  const midnight = utcDay(date);
  if (midnight === null) return null;
  const local = midnight + time.hour * hourMs + time.minute * minuteMs;
  return new Date(local - offsetMs(local - offsetMs(local)));
}

/** A time of day as typed («۱۴:۳۰», «9:05»), or null. */
export function parseTime(text: string): { hour: number; minute: number } | null {
  const match = /^(\d{1,2}):(\d{2})$/.exec(normaliseTyped(text));
  const time = match && { hour: Number(match[1]), minute: Number(match[2]) };
  return time && time.hour < 24 && time.minute < 60 ? time : null;
}
