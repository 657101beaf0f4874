/**
 * Reads a day typed into a form: Jalali («۱۴۰۵/۰۹/۱۰»), or Gregorian when its year is above 1700, which no Jalali date in use
 * reaches. The day begins at midnight and ends at 23:59 of Iran's official time.
 */
import { normaliseTyped } from '../i18n/digits.ts';
import { fromJalali, type JalaliDate, parseJalali, toJalali } from '../i18n/jalali.ts';

export type DayEdge = 'start' | 'end';

/** The instant, or the locale key of what is wrong with the text. */
export function readDay(text: string, edge: DayEdge): { value: Date } | { problem: string } {
  const read = parseJalali(text);
  const date = 'date' in read ? read.date : null;
  if (date && date.year < 1700) return instantOf(date, edge);
  const gregorian = readGregorian(text);
  if (gregorian) return instantOf(toJalali(gregorian), edge);
  return { problem: `campaigns:errors.date.${'problem' in read ? read.problem : 'noSuchDay'}` };
}

function instantOf(date: JalaliDate, edge: DayEdge): { value: Date } | { problem: string } {
  const at = fromJalali(date, edge === 'start' ? { hour: 0, minute: 0 } : { hour: 23, minute: 59 });
  return at ? { value: at } : { problem: 'campaigns:errors.date.noSuchDay' };
}

function readGregorian(text: string): Date | null {
  const typed = normaliseTyped(text);
  const fields = (
    /^(\d{4})(\d{2})(\d{2})$/.exec(typed) ??
    /^(\d{4})\D(\d{1,2})\D(\d{1,2})$/.exec(typed) ??
    []
  ).slice(1);
  const reversed = (/^(\d{1,2})\D(\d{1,2})\D(\d{4})$/.exec(typed) ?? []).slice(1).reverse();
  const [year = 0, month = 0, day = 0] = [...fields, ...reversed].map(Number);
  const noon = new Date(Date.UTC(year, month - 1, day, 12));
  const exists = noon.getUTCMonth() === month - 1 && noon.getUTCDate() === day;
  return exists && year >= 1700 ? noon : null;
}
