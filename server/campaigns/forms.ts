/** The forms of waves, read with zod: numbers and dates in digits of any script, texts cleaned. Messages are locale keys. */
import { z } from 'zod';
import { parseNumber } from '../i18n/digits.ts';
import { clean } from '../i18n/text.ts';
import { audiences } from '../waves/audience.ts';
import { type DayEdge, readDay } from './readDay.ts';

const text = (maxLength: number) =>
  z.string().transform(clean).pipe(z.string().max(maxLength, 'campaigns:errors.tooLong'));

const requiredText = (maxLength: number, message: string) => text(maxLength).pipe(z.string().min(1, message));

/** What reading a text gives: a value, or the locale key of what is wrong with it. */
type ReadResult<T> = { value: T } | { problem: string };
const readBy = <T>(read: (text: string) => ReadResult<T>) =>
  z.string().transform((text, context) => {
    const result = read(text.trim());
    if ('value' in result) return result.value;
    context.addIssue({ code: 'custom', message: result.problem });
    return z.NEVER;
  });

const readWhole =
  (min: number, max: number, problem: string) =>
  (text: string): ReadResult<number> => {
    const value = parseNumber(text);
    const fits = value !== null && Number.isInteger(value) && value >= min && value <= max;
    return fits ? { value } : { problem };
  };
const wholeNumber = (min: number, max: number, problem: string) => readBy(readWhole(min, max, problem));

const headcount = readBy<number | null>((text) =>
  text === '' ? { value: null } : readWhole(0, 100_000, 'campaigns:errors.headcount')(text),
);

const day = (edge: DayEdge) => readBy((text) => readDay(text, edge));

/** Empty is allowed in a draft; the checklist asks for it before launch. */
const dayOrNone = (edge: DayEdge) =>
  readBy<Date | null>((text) => (text === '' ? { value: null } : readDay(text, edge)));

export const draftForm = z
  .object({
    title: requiredText(200, 'campaigns:errors.title'),
    instruments: z.array(z.string()),
    offices: z.array(z.string()),
    headcounts: z.record(z.string(), headcount),
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

export const extensionForm = z.object({ closesAt: day('end') });
export const withdrawalForm = z.object({
  reason: requiredText(500, 'campaigns:errors.reason'),
  confirm: z.string().refine((value) => value === 'yes', 'campaigns:errors.confirm'),
});
export const headcountForm = z.object({
  office: z.string().min(1, 'campaigns:errors.office'),
  headcount: wholeNumber(0, 100_000, 'campaigns:errors.headcount'),
  note: requiredText(500, 'campaigns:errors.note'),
});
export const codesForm = z.object({
  office: z.string().default(''),
  count: wholeNumber(1, 100_000, 'campaigns:errors.count'),
  made: z.coerce.number().int(),
});
export const codeRequestForm = z.object({
  office: z.string().min(1, 'campaigns:errors.office'),
  count: wholeNumber(1, 10_000, 'campaigns:errors.count'),
  reason: requiredText(500, 'campaigns:errors.reason'),
});
export const releaseForm = z.object({ audience: z.enum(audiences), withoutResponses: z.string().optional() });
export const redactionForm = z.object({ text: requiredText(10_000, 'campaigns:errors.commentText') });
