/** The forms of kiosks and points. Messages are locale keys. */
import { z } from 'zod';
import { textBetween } from '../http/formFields.ts';
import { previewedFile } from '../http/forms.ts';
import { normaliseTyped } from '../i18n/digits.ts';

export const kioskForm = z.object({
  name: textBetween(2, 100, 'kiosks:errors.name'),
  office: z
    .string('kiosks:errors.office')
    .transform(normaliseTyped)
    .pipe(z.string().min(1, 'kiosks:errors.office')),
  point: z
    .string()
    .max(64, 'kiosks:errors.point')
    .default('')
    .transform((code) => normaliseTyped(code) || null),
});

export const confirmForm = previewedFile.extend({ remove: z.string().optional() });
