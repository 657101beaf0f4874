/** The forms of waves, read with zod: numbers and dates in digits of any script, texts cleaned. Messages are locale keys. */
import { z } from 'zod';
import { parseNumber } from '../i18n/digits.ts';
import { clean } from '../i18n/text.ts';
import { audiences } from '../waves/wave.ts';
import { type DayEdge, readDay } from './readDay.ts';

const words = (longest: number) =>
  z.string().transform(clean).pipe(z.string().max(longest, 'campaigns:errors.tooLong'));

const needed = (longest: number, message: string) => words(longest).pipe(z.string().min(1, message));

/** A text that `read` turns into a value, or into `{ problem }` with a locale key. */
type Read<T> = { value: T } | { problem: string };
const readBy = <T>(read: (text: string) => Read<T>) =>
  z.string().transform((text, context) => {
    const result = read(text.trim());
    if ('value' in result) return result.value;
    context.addIssue({ code: 'custom', message: result.problem });
    return z.NEVER;
  });

const readWhole =
  (low: number, high: number, problem: string) =>
  (text: string): Read<number> => {
    const value = parseNumber(text);
    const fits = value !== null && Number.isInteger(value) && value >= low && value <= high;
    return fits ? { value } : { problem };
  };
const wholeNumber = (low: number, high: number, problem: string) => readBy(readWhole(low, high, problem));

const headcount = readBy<number | null>((text) =>
  text === '' ? { value: null } : readWhole(0, 100_000, 'campaigns:errors.headcount')(text),
);

const day = (edge: DayEdge) => readBy((text) => readDay(text, edge));

/** Empty is allowed in a draft; the checklist asks for it before launch. */
const dayOrNone = (edge: DayEdge) =>
  readBy<Date | null>((text) => (text === '' ? { value: null } : readDay(text, edge)));

export const draftForm = z
  .object({
    title: needed(200, 'campaigns:errors.title'),
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
    sponsor: words(200),
    purpose: words(1500),
    contact: words(300),
    afterLastTime: words(1500),
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
  reason: needed(500, 'campaigns:errors.reason'),
  confirm: z.string().refine((value) => value === 'yes', 'campaigns:errors.confirm'),
});
export const headcountForm = z.object({
  office: z.string().min(1, 'campaigns:errors.office'),
  headcount: wholeNumber(0, 100_000, 'campaigns:errors.headcount'),
  note: needed(500, 'campaigns:errors.note'),
});
export const codesForm = z.object({
  office: z.string().default(''),
  count: wholeNumber(1, 100_000, 'campaigns:errors.count'),
  made: z.coerce.number().int(),
});
export const codeRequestForm = z.object({
  office: z.string().min(1, 'campaigns:errors.office'),
  count: wholeNumber(1, 10_000, 'campaigns:errors.count'),
  reason: needed(500, 'campaigns:errors.reason'),
});
export const releaseForm = z.object({ audience: z.enum(audiences) });
export const redactionForm = z.object({ text: needed(10_000, 'campaigns:errors.commentText') });
