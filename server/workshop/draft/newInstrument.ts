/** What every form that begins an instrument asks for: its id, and its name in Persian and English. */
import { z } from 'zod';
import { clean } from '../../i18n/text.ts';

const text = z.string().catch('').transform(clean);

export const newInstrumentFields = {
  id: z
    .string('workshop:errors.id')
    .transform((id) => id.trim())
    .pipe(z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'workshop:errors.id'))
    .refine((id) => !(id in {}) && id !== 'new', 'workshop:errors.id'),
  'title.fa': text.pipe(z.string().min(1, 'workshop:errors.textMissing').max(300, 'workshop:errors.tooLong')),
  'title.en': text,
};
