/** Quarters of the Jalali year, the seasons, in which plans are looked at: `1405-3` is the autumn of 1405. */
import { instantOfDay } from '../i18n/isoDay.ts';
import { toJalali } from '../i18n/jalali.ts';
import type { Reader } from '../i18n/reader.ts';

export function quarterOf(isoDay: string): string {
  const { year, month } = toJalali(instantOfDay(isoDay));
  return `${year}-${Math.ceil(month / 3)}`;
}

/** The Jalali year of a day. */
export const yearOf = (isoDay: string) => toJalali(instantOfDay(isoDay)).year;

/** Quarters from one day to another, both included. */
export function quartersBetween(from: string, to: string): number {
  const place = (day: string) => {
    const { year, month } = toJalali(instantOfDay(day));
    return year * 4 + Math.ceil(month / 3);
  };
  return place(to) - place(from);
}

/** «پاییز ۱۴۰۵» */
export function quarterName(quarter: string, { t, f }: Pick<Reader, 't' | 'f'>): string {
  const [year = '', number = ''] = quarter.split('-');
  return t(`plans:quarter.${number}`, { year: f.digits(year) });
}
