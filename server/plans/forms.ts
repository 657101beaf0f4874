/** The forms of plans. Digits of any script, Jalali or Gregorian days; each message is a sentence that says what to write. */
import { z } from 'zod';
import { dayMs } from '../clock.ts';
import { codeOrNone } from '../http/formFields.ts';
import { parseNumber } from '../i18n/digits.ts';
import { dayOrNull } from '../i18n/readDay.ts';
import { clean } from '../i18n/text.ts';

/** As many rows as the form has. */
export const maxSteps = 8;
export const maxPlanDays = 366;

const text = (maxLength: number) =>
  z
    .string('plans:errors.text')
    .default('')
    .transform(clean)
    .pipe(z.string().max(maxLength, 'plans:errors.tooLong'));
const requiredText = (maxLength: number, message: string) => text(maxLength).pipe(z.string().min(3, message));

const day = (missing: string) =>
  z
    .string(missing)
    .default('')
    .transform((typed, context) => {
      const found = typed.trim() === '' ? null : dayOrNull(typed);
      if (found) return found;
      context.addIssue({ code: 'custom', message: typed.trim() === '' ? missing : 'plans:errors.day' });
      return z.NEVER;
    });

const number = (max: number, message: string, isWhole = true) =>
  z
    .string(message)
    .default('')
    .transform((typed, context) => {
      const value = typed.trim() === '' ? 0 : parseNumber(typed);
      if (value !== null && value >= 0 && value <= max && (!isWhole || Number.isInteger(value))) return value;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    });

const training = {
  workshops: number(1000, 'plans:errors.workshops'),
  hours: number(1_000_000, 'plans:errors.hours'),
};

const stepFields = Object.fromEntries(
  Array.from({ length: maxSteps }, (_, i) => [
    [`step${i + 1}`, text(300)],
    [`due${i + 1}`, z.string().default('')],
  ]).flat(),
) as Record<string, z.ZodType<string>>;

export const planForm = z
  .object({
    practice: z
      .string()
      .max(64)
      .default('')
      .transform((id) => id || null),
    action: text(600),
    owner: requiredText(120, 'plans:errors.owner'),
    sign: text(300),
    expected: number(50, 'plans:errors.expected', false).refine(
      (value) => value > 0,
      'plans:errors.expected',
    ),
    startsOn: day('plans:errors.startMissing'),
    endsOn: day('plans:errors.endMissing'),
    ...training,
  })
  .refine(({ action, practice }) => (action ?? '').length >= 3 || Boolean(practice), {
    message: 'plans:errors.action',
    path: ['action'],
    // Told together with what is wrong in other fields.
    when: () => true,
  })
  .and(z.object(stepFields))
  .transform((form, context) => ({ ...form, steps: stepsOf(form as Record<string, unknown>, context) }))
  .superRefine((form, context) => {
    const wrong = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message });
    const days = (Date.parse(form.endsOn) - Date.parse(form.startsOn)) / dayMs;
    if (days <= 0) wrong('endsOn', 'plans:errors.endBeforeStart');
    else if (days > maxPlanDays) wrong('endsOn', 'plans:errors.overAYear');
    for (const { row, due } of form.steps)
      if (due < form.startsOn || due > form.endsOn) wrong(`due${row}`, 'plans:errors.stepOutside');
    if (form.steps.length === 0) wrong('step1', 'plans:errors.noStep');
  });

function stepsOf(form: Record<string, unknown>, context: z.RefinementCtx) {
  const wrong = (field: string, message: string) =>
    context.addIssue({ code: 'custom', path: [field], message });
  return Array.from({ length: maxSteps }, (_, i) => i + 1).flatMap((row) => {
    const [step, typed] = [String(form[`step${row}`]), String(form[`due${row}`]).trim()];
    if (step === '' && typed === '') return [];
    const due = dayOrNull(typed);
    if (step.length < 3) wrong(`step${row}`, 'plans:errors.stepText');
    if (due === null) wrong(`due${row}`, typed === '' ? 'plans:errors.stepDay' : 'plans:errors.day');
    return due === null ? [] : [{ row, text: step, due }];
  });
}

export type PlanInput = z.infer<typeof planForm>;

export const checkInForm = z.object({
  line: requiredText(300, 'plans:errors.line'),
  /** Whose line is mended; empty for that of today. */
  quarter: text(8),
  ...training,
});
export const stopForm = z.object({ reason: requiredText(500, 'plans:errors.reason') });
export const stepForm = z.object({ step: z.coerce.number().int().min(0).max(maxSteps) });
export const inheritanceForm = z.object({ successor: z.string().min(1, 'plans:errors.successor') });
export const wordsForm = z.object({
  said: requiredText(400, 'plans:errors.said'),
  did: requiredText(400, 'plans:errors.did'),
});
export const returnForm = z.object({ note: requiredText(400, 'plans:errors.note') });

export const drawSubject = z.object({
  wave: codeOrNone(),
  dimension: codeOrNone(),
});
export const drawForm = z.object({
  offices: z
    .array(z.string().max(128))
    .min(2, 'plans:errors.drawOffices')
    .max(2000, 'plans:errors.drawOffices'),
  count: number(2000, 'plans:errors.count').refine((value) => value > 0, 'plans:errors.count'),
});

/** Which dimension of which report is meant: fields of an address, and hidden in the form. */
export const planSubject = z.object({
  wave: codeOrNone(),
  office: codeOrNone(128),
  scope: z.enum(['own', 'subtree']).catch('own'),
  dimension: codeOrNone(),
});
export type PlanSubject = z.infer<typeof planSubject>;
