/**
 * Reads a day in a file or form: `1399-10-10` or `2020-12-30`, with or without separators, digits of any script, or only a month or a year. Years below
 * 1700 are Jalali. The result is an ISO date of the Gregorian calendar, the stored form.
 */
import { normaliseTyped } from './digits.ts';
import { isoDayOfJalali } from './isoDay.ts';

const dayPattern = /^(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?$/;
const digitsAlone = /^(\d{4})(\d{2})(\d{2})$/;

/** `edge` says which end is meant when the day or the month is left out. null when there is no such day. */
export function parseDay(text: string, edge: 'first' | 'last'): string | null {
  const typed = normaliseTyped(text);
  const match = digitsAlone.exec(typed) ?? dayPattern.exec(typed);
  if (!match) return null;
  const year = Number(match[1]);
  const month = match[2] ? Number(match[2]) : edge === 'first' ? 1 : 12;
  const days = match[3] ? [Number(match[3])] : edge === 'first' ? [1] : [31, 30, 29, 28];
  const isoDay = year < 1700 ? isoDayOfJalali : isoDayOfGregorian;
  return days.map((day) => isoDay({ year, month, day })).find((day) => day !== null) ?? null;
}

function isoDayOfGregorian({ year, month, day }: { year: number; month: number; day: number }) {
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.toISOString().slice(0, 10) : null;
}
