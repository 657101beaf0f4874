/** Fields that several forms of waves have: texts with their one message for what is too long, headcounts and days. */
import { z } from 'zod';
import { readBy, readWhole, textUpTo } from '../http/formFields.ts';
import { instantAt } from '../i18n/isoDay.ts';
import { readDay } from '../i18n/readDay.ts';

export const text = (maxLength: number) => textUpTo(maxLength, 'campaigns:errors.tooLong');

export const requiredText = (maxLength: number, message: string) =>
  text(maxLength).pipe(z.string().min(1, message));

export const readHeadcount = readWhole(0, 100_000, 'campaigns:errors.headcount');

/** Where a day begins and ends: at midnight and at 23:59 of Iran's official time. */
const edges = { start: 0, end: 24 * 60 - 1 };

/** The instant, or the locale key of what is wrong with the text. */
export function readInstant(text: string, edge: keyof typeof edges): { value: Date } | { problem: string } {
  const read = readDay(text);
  if ('problem' in read) return { problem: `campaigns:errors.date.${read.problem}` };
  return { value: instantAt(read.day, edges[edge]) };
}

export const day = (edge: keyof typeof edges) => readBy((typed) => readInstant(typed, edge));

/** The same where none may be typed yet. */
export const dayOrNone = (edge: keyof typeof edges) =>
  readBy<Date | null>((typed) => (typed === '' ? { value: null } : readInstant(typed, edge)));
