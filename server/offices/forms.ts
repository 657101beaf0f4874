/** The forms of offices. Messages are locale keys. */
import { z } from 'zod';
import { codeOrNone, textBetween } from '../http/formFields.ts';
import { typedHeadcount } from './typedHeadcounts.ts';

const wrong = 'offices:errors.headcount';

export const headcountForm = z.object({
  headcount: z
    .string(wrong)
    .transform(typedHeadcount)
    .refine((headcount) => !Number.isNaN(headcount), wrong),
  note: textBetween(3, 500, 'offices:errors.note'),
});

/** Query of the list. */
export const listQuery = z.object({
  q: z.string().max(200).catch(''),
  level: codeOrNone(),
  missing: z.string().optional().catch(undefined),
  all: z.string().optional().catch(undefined),
});
