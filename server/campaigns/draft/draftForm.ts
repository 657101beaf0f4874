/** The form of a draft: numbers and dates in digits of any script, texts cleaned. What may be missing until launch may be empty here. */
import { z } from 'zod';
import { readBy, wholeNumber } from '../../http/formFields.ts';
import { type FieldError, readForm } from '../../http/forms.ts';
import { audiences } from '../../waves/audience.ts';
import { otherLanguages, translatedTexts } from '../../waves/firstPageIn.ts';
import { dayOrNone, readHeadcount, requiredText, text } from '../campaignFields.ts';
import { type DraftField, fieldsOf } from './draftSteps.ts';
import type { DraftValues } from './draftValues.ts';
import { type TranslatedField, translatedField } from './translatedFields.ts';

const headcount = readBy<number | null>((typed) => (typed === '' ? { value: null } : readHeadcount(typed)));

/** As long as in Persian; all of them may stay empty. */
const lengths = { title: 200, sponsor: 200, purpose: 1500, contact: 300, afterLastTime: 1500 };
const translated = Object.fromEntries(
  otherLanguages.flatMap((language) =>
    translatedTexts.map((name) => [translatedField({ language, text: name }), text(lengths[name])]),
  ),
) as Record<TranslatedField, ReturnType<typeof text>>;

const draftForm = z.object({
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
  formsChecked: text(500),
  sponsor: text(200),
  purpose: text(1500),
  contact: text(300),
  afterLastTime: text(1500),
  ...translated,
  pilot: z.string().transform((value) => value === 'yes'),
});
export type DraftInput = z.infer<typeof draftForm>;

export interface ReadDraft {
  /** Every field that could be read. */
  value: Partial<DraftInput>;
  errors: FieldError[];
}

/** Reads each field by itself, so that one that is wrong takes nothing away from the others. */
export function readDraft(values: DraftValues, fields: readonly DraftField[]): ReadDraft {
  const errors: FieldError[] = [];
  const value: Record<string, unknown> = {};
  for (const field of fields) {
    const schema = z.object({ [field]: draftForm.shape[field] });
    const typed = { [field]: field === 'headcounts' ? readable(values.headcounts, errors) : values[field] };
    const read = readForm<Record<string, unknown>>(schema, typed);
    if (read.ok) value[field] = read.value[field];
    else errors.push(...read.errors);
  }
  const draft = value as Partial<DraftInput>;
  for (const error of contradictions(draft)) {
    errors.push(error);
    delete value[error.field];
  }
  return { value: draft, errors };
}

/** The headcounts that are numbers or empty; the others are told. */
function readable(headcounts: Record<string, string>, errors: FieldError[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headcounts).filter(([code, typed]) => {
      const read = readForm(z.object({ typed: headcount }), { typed });
      if (!read.ok) errors.push({ field: `headcounts.${code}`, message: 'campaigns:errors.headcount' });
      return read.ok;
    }),
  );
}

function contradictions({ opensAt, closesAt, minimum, minimumDetail }: Partial<DraftInput>): FieldError[] {
  const isBelow = minimum !== undefined && minimumDetail !== undefined && minimumDetail < minimum;
  return [
    ...(isBelow ? [{ field: 'minimumDetail', message: 'campaigns:errors.detailBelowMinimum' }] : []),
    ...(opensAt && closesAt && closesAt <= opensAt
      ? [{ field: 'closesAt', message: 'campaigns:errors.closesBeforeOpening' }]
      : []),
  ];
}

/** All fields together, as a new draft needs them. */
export function readWholeDraft(
  values: DraftValues,
): { ok: true; value: DraftInput } | { ok: false; errors: FieldError[] } {
  const { value, errors } = readDraft(values, fieldsOf(null));
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: value as DraftInput };
}
