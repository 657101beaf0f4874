/** The forms of offices. Messages are locale keys. */
import { z } from 'zod';
import { clean } from '../i18n/text.ts';
import { typedHeadcount } from './typedHeadcounts.ts';

const wrong = 'offices:errors.headcount';

export const headcountForm = z.object({
  headcount: z
    .string(wrong)
    .transform(typedHeadcount)
    .refine((headcount) => !Number.isNaN(headcount), wrong),
  note: z
    .string('offices:errors.note')
    .transform(clean)
    .pipe(z.string().min(3, 'offices:errors.note').max(500, 'offices:errors.note')),
});

export const confirmForm = z.object({ content: z.string(), fileName: z.string().max(255) });

/** Query of the list. */
export const listQuery = z.object({
  q: z.string().max(200).catch(''),
  level: z.string().max(64).catch(''),
  missing: z.string().optional().catch(undefined),
  all: z.string().optional().catch(undefined),
});
