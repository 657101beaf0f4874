/**
 * A day as people type it, in a file, a form or the field of a page: Jalali or Gregorian («۱۴۰۵/۰۹/۱۰», 2026-12-01), year first or last,
 * with `/` `-` `.` or spaces between its parts or none, in digits of any script. No Jalali year in use reaches 1700.
 */
import { normaliseTyped } from './digits.ts';
import { isoDayOfGregorian, isoDayOfJalali } from './isoDay.ts';

export type DayProblem = 'malformed' | 'shortYear' | 'noSuchDay';
/** Which end is meant where only a year or a month is typed. */
export type DayEdge = 'first' | 'last';

const digitsAlone = /^(\d{4})(\d{2})(\d{2})$/;
/** Also the slashes of a Persian keyboard and the marks that pages put around dates. */
const between = /[/.\-⁄∕٫]/g;
const firstJalaliYearBeyond = 1700;

/**
 * The ISO day of the Gregorian calendar, the stored form. A year of two digits is refused rather than guessed.
 * @param edge allows a year or a month alone (`1399`, `2020-12`)
 */
export function readDay(text: string, edge?: DayEdge): { day: string } | { problem: DayProblem } {
  const parts = partsOf(normaliseTyped(text));
  if (!parts || (parts.length < 3 && !edge)) return { problem: 'malformed' };
  const [year = '', month, day] = parts;
  if (year.length !== 4) return { problem: parts.length === 3 ? 'shortYear' : 'malformed' };
  const isFirst = edge !== 'last';
  const months = Number(month ?? (isFirst ? 1 : 12));
  const days = day ? [Number(day)] : isFirst ? [1] : [31, 30, 29, 28];
  const isoDay = Number(year) < firstJalaliYearBeyond ? isoDayOfJalali : isoDayOfGregorian;
  const found = days.map((one) => isoDay({ year: Number(year), month: months, day: one })).find(Boolean);
  return found ? { day: found } : { problem: 'noSuchDay' };
}

/** The ISO day, or null where there is none. */
export function dayOrNull(text: string, edge?: DayEdge): string | null {
  const read = readDay(text, edge);
  return 'day' in read ? read.day : null;
}

/** Year, month and day as digits, as many as were typed; null where the text is something else. */
function partsOf(typed: string): string[] | null {
  const together = digitsAlone.exec(typed);
  if (together) return together.slice(1);
  const parts = typed.replace(between, ' ').split(' ').filter(Boolean);
  // A mark too many is a slip that must not pass for another day.
  const marks = typed.match(between)?.length ?? parts.length - 1;
  if (parts.length > 3 || marks !== parts.length - 1) return null;
  if (parts.some((part) => !/^\d{1,4}$/.test(part))) return null;
  const isYearLast = (parts[parts.length - 1] ?? '').length > 2;
  const ordered = isYearLast ? parts.reverse() : parts;
  return ordered.slice(1).every((part) => part.length <= 2) ? ordered : null;
}
