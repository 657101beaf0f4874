/** The forms of offices. Messages are locale keys. */
import { z } from 'zod';
import { parseNumber } from '../i18n/digits.ts';
import { clean } from '../i18n/text.ts';

const wrong = 'offices:errors.headcount';

export const headcountForm = z.object({
  headcount: z
    .string(wrong)
    .transform((text) => (text.trim() === '' ? null : (parseNumber(text) ?? Number.NaN)))
    .refine((n) => n === null || (Number.isInteger(n) && n >= 0 && n <= 1_000_000), wrong),
  note: z
    .string('offices:errors.note')
    .transform(clean)
    .pipe(z.string().min(3, 'offices:errors.note').max(500, 'offices:errors.note')),
});

export const confirmForm = z.object({ content: z.string(), fileName: z.string().max(255) });

/** Query of the list. */
export const listQuery = z.object({
  q: z.string().max(200).catch(''),
  all: z.string().optional().catch(undefined),
});
