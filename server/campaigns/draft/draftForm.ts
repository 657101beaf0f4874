/** The form of a draft: numbers and dates in digits of any script, texts cleaned. What may be missing until launch may be empty here. */
import { z } from 'zod';
import { readBy, wholeNumber } from '../../http/formFields.ts';
import { audiences } from '../../waves/audience.ts';
import { dayOrNone, readHeadcount, requiredText, text } from '../campaignFields.ts';

const headcount = readBy<number | null>((typed) => (typed === '' ? { value: null } : readHeadcount(typed)));

export const draftForm = z
  .object({
    title: requiredText(200, 'campaigns:errors.title'),
    instruments: z.array(z.string()),
    offices: z.array(z.string()),
    headcounts: z.record(z.string(), headcount),
    // The checklist asks for both before the launch.
    opensAt: dayOrNone('start'),
    closesAt: dayOrNone('end'),
    minimum: wholeNumber(5, 100, 'campaigns:errors.minimum'),
    minimumDetail: wholeNumber(5, 1000, 'campaigns:errors.minimumDetail'),
    graceHours: wholeNumber(0, 2160, 'campaigns:errors.graceHours'),
    targetRate: wholeNumber(1, 100, 'campaigns:errors.targetRate').transform((percent) => percent / 100),
    headsAnswerAt: z.enum(['parent', 'own']),
    audiences: z.array(z.enum(audiences)).min(1, 'campaigns:errors.audiences'),
    previous: z.string().transform((id) => id || null),
    sponsor: text(200),
    purpose: text(1500),
    contact: text(300),
    afterLastTime: text(1500),
    pilot: z.string().transform((value) => value === 'yes'),
  })
  .superRefine((form, context) => {
    if (form.minimumDetail < form.minimum) {
      context.addIssue({
        code: 'custom',
        path: ['minimumDetail'],
        message: 'campaigns:errors.detailBelowMinimum',
      });
    }
    if (form.opensAt && form.closesAt && form.closesAt <= form.opensAt) {
      context.addIssue({
        code: 'custom',
        path: ['closesAt'],
        message: 'campaigns:errors.closesBeforeOpening',
      });
    }
  });
export type DraftInput = z.infer<typeof draftForm>;
