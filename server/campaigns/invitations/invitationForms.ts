/** The forms for codes and for headcounts of a running wave. */
import { z } from 'zod';
import { readBy, wholeNumber } from '../../http/formFields.ts';
import { readHeadcount, requiredText } from '../campaignFields.ts';

const office = z.string().min(1, 'campaigns:errors.office');

export const headcountForm = z.object({
  office,
  headcount: readBy(readHeadcount),
  note: requiredText(500, 'campaigns:errors.note'),
});

export const codesForm = z.object({
  office: z.string().default(''),
  count: wholeNumber(1, 100_000, 'campaigns:errors.count'),
  made: z.coerce.number().int(),
});

export const codeRequestForm = z.object({
  office,
  count: wholeNumber(1, 10_000, 'campaigns:errors.count'),
  reason: requiredText(500, 'campaigns:errors.reason'),
});
