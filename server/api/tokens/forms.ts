/** The form of a new token. */
import { z } from 'zod';
import { parseNumber } from '../../i18n/digits.ts';
import { clean } from '../../i18n/text.ts';
import { tokenRoles } from './apiToken.ts';

/** How many offices one token can be for; each brings everything below it. */
export const officeRows = 3;
export const maxDays = 366;

const officeField = z.string().max(64).catch('');

export const tokenForm = z
  .object({
    name: z
      .string('api:errors.name')
      .transform(clean)
      .pipe(z.string().min(1, 'api:errors.name').max(100, 'api:errors.name')),
    role: z.enum(tokenRoles, 'api:errors.role'),
    office0: officeField,
    office1: officeField,
    office2: officeField,
    days: z
      .string('api:errors.days')
      .transform((text) => parseNumber(text) ?? Number.NaN)
      .pipe(z.int('api:errors.days').min(1, 'api:errors.days').max(maxDays, 'api:errors.days')),
    mayWrite: z
      .literal('yes')
      .optional()
      .transform((value) => value === 'yes'),
  })
  .transform(({ office0, office1, office2, ...form }, context) => {
    const offices = [...new Set([office0, office1, office2].filter(Boolean))];
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (form.role === 'manager' && offices.length === 0) wrong('office0', 'api:errors.offices');
    if (form.role !== 'administrator' && form.mayWrite) wrong('mayWrite', 'api:errors.mayWrite');
    const grants = form.role === 'manager' ? offices.map((office) => ({ office, from: null, to: null })) : [];
    return { ...form, grants };
  });
