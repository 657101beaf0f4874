/** The forms of kiosks and points. Messages are locale keys. */
import { z } from 'zod';
import { normaliseTyped } from '../i18n/digits.ts';
import { clean } from '../i18n/text.ts';

export const kioskForm = z.object({
  name: z
    .string('kiosks:errors.name')
    .transform(clean)
    .pipe(z.string().min(2, 'kiosks:errors.name').max(100, 'kiosks:errors.name')),
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

export const confirmForm = z.object({
  content: z.string(),
  fileName: z.string().max(255),
  remove: z.string().optional(),
});
