/** Days of a series: the same day of the Jalali calendar some months later, or the last of a month that has no such day. */
import { instantOfDay, isoDayOfJalali } from '../../i18n/isoDay.ts';
import { toJalali } from '../../i18n/jalali.ts';

/** @param day ISO date */
export function dayMonthsLater(day: string, months: number): string {
  const { year, month, day: ofMonth } = toJalali(instantOfDay(day));
  const count = month - 1 + months;
  const later = { year: year + Math.floor(count / 12), month: (count % 12) + 1 };
  for (let last = ofMonth; last > 28; last -= 1) {
    const found = isoDayOfJalali({ ...later, day: last });
    if (found) return found;
  }
  return isoDayOfJalali({ ...later, day: Math.min(ofMonth, 28) }) ?? day;
}
