/** The two calendars of a day field: Jalali on Persian pages, Gregorian on the others. Days are named by noon in Iran. */
import { dayMs } from '../../../server/clock.ts';
import { instantAt, isoDayOfGregorian, isoDayOfJalali, toGregorian } from '../../../server/i18n/isoDay.ts';
import { toJalali } from '../../../server/i18n/jalali.ts';
import { dayOrNull } from '../../../server/i18n/readDay.ts';

export interface Day {
  year: number;
  month: number;
  day: number;
}

export interface Calendar {
  dayOf(instant: number): Day;
  /** null where the calendar has no such day. */
  instantOf(day: Day): number | null;
  /** 0 is Sunday. */
  firstWeekday: number;
  monthTitle(instant: number): string;
  wholeDay(instant: number): string;
  weekdays(firstDay: number): { short: string; long: string }[];
  number(value: number): string;
  /** As the form takes it. */
  written(day: Day): string;
}

const timeZone = 'Asia/Tehran';
const noon = 12 * 60;
const noonOf = (isoDay: string | null): number | null =>
  isoDay === null ? null : instantAt(isoDay, noon).getTime();

const jalali = {
  dayOf: (instant: number): Day => toJalali(new Date(instant)),
  instantOf: (day: Day) => noonOf(isoDayOfJalali(day)),
};

const gregorian = {
  dayOf: (instant: number): Day => toGregorian(new Date(instant)),
  instantOf: (day: Day) => noonOf(isoDayOfGregorian(day)),
};

export function calendarOf(language: string): Calendar {
  const isEnglish = language === 'en';
  const locale = isEnglish ? 'en-GB' : 'fa-IR-u-ca-persian-nu-arabext';
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const plain = new Intl.NumberFormat(isEnglish ? 'en' : 'fa-IR', { useGrouping: false });
  const padded = new Intl.NumberFormat(isEnglish ? 'en' : 'fa-IR', { minimumIntegerDigits: 2 });
  const [month, year] = [format({ month: 'long' }), format({ year: 'numeric' })];
  // The name of the era, which some browsers add to a Jalali year, says nothing here.
  const yearOf = (instant: number) =>
    year.formatToParts(instant).find(({ type }) => type === 'year')?.value ?? '';
  const [short, long] = [format({ weekday: 'narrow' }), format({ weekday: 'long' })];
  const weekdayOf = (instant: number) => ({ short: short.format(instant), long: long.format(instant) });
  const dayNumber = format({ day: 'numeric' });
  return {
    ...(isEnglish ? gregorian : jalali),
    firstWeekday: isEnglish ? 1 : 6,
    monthTitle: (instant) => `${month.format(instant)} ${yearOf(instant)}`,
    wholeDay: (instant) =>
      `${long.format(instant)} ${dayNumber.format(instant)} ${month.format(instant)} ${yearOf(instant)}`,
    weekdays: (firstDay) => Array.from({ length: 7 }, (_, at) => weekdayOf(firstDay + at * dayMs)),
    number: (value) => plain.format(value),
    written: ({ year: y, month: m, day: d }) => `${plain.format(y)}/${padded.format(m)}/${padded.format(d)}`,
  };
}

/** The day that stands in a field, in either calendar; null when it is none. */
export const dayInField = (text: string): number | null => noonOf(dayOrNull(text));
