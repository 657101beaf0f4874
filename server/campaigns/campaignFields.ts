/** Fields that several forms of waves have: texts with their one message for what is too long, headcounts and days. */
import { z } from 'zod';
import { readBy, readWhole, textUpTo } from '../http/formFields.ts';
import { type DayEdge, readDay } from './readDay.ts';

export const text = (maxLength: number) => textUpTo(maxLength, 'campaigns:errors.tooLong');

export const requiredText = (maxLength: number, message: string) =>
  text(maxLength).pipe(z.string().min(1, message));

export const readHeadcount = readWhole(0, 100_000, 'campaigns:errors.headcount');

export const day = (edge: DayEdge) => readBy((typed) => readDay(typed, edge));
