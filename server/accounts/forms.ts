/** The forms of accounts. Messages are locale keys. */
import { z } from 'zod';
import { type DayEdge, dayOrNull } from '../i18n/readDay.ts';
import { clean, key } from '../i18n/text.ts';
import { readMailAddress } from '../tables/reading/readMailAddress.ts';
import { readMobile } from '../tables/reading/readMobile.ts';
import { type Account, hasOffices, type OfficeGrant, type Role, roles } from './account.ts';
import { weaknessOf } from './passwordRules/weakness.ts';

export const signInForm = z.object({
  username: z.string().max(200).catch(''),
  password: z.string().max(1000).catch(''),
  /** A sealed form (`preservedForm.ts`) that came after its sender's session had ended. */
  kept: z.string().catch(''),
});

/** As people type it; stored folded by `key`, so that ي and ی or capitals make no difference. */
export const username = z
  .string('accounts:errors.username')
  .transform(clean)
  .pipe(z.string().regex(/^[\p{L}\p{M}\p{N}._@\u200c-]{3,64}$/u, 'accounts:errors.username'))
  .transform(key);

export const displayName = z
  .string('accounts:errors.displayName')
  .transform(clean)
  .pipe(z.string().min(1, 'accounts:errors.displayName').max(120, 'accounts:errors.displayName'));

/** Typed twice, because it is not shown. */
const passwords = {
  password: z.string('accounts:errors.password.length').max(1000, 'accounts:errors.password.length'),
  passwordAgain: z.string().catch(''),
};

interface NewPassword {
  password: string;
  passwordAgain: string;
}

/** @param about what the password may not be made of */
function checkNewPassword(form: NewPassword, about: readonly string[], context: z.RefinementCtx): void {
  const wrong = (field: keyof NewPassword, message: string) =>
    context.addIssue({ code: 'custom', message, path: [field] });
  const weakness = weaknessOf(form.password, about);
  if (weakness) wrong('password', `accounts:errors.password.${weakness}`);
  else if (form.password !== form.passwordAgain) wrong('passwordAgain', 'accounts:errors.passwordAgain');
}

export type Named = Pick<Account, 'username' | 'displayName'>;

/** @param more further fields of the form */
export const newPasswordForm = <T extends z.ZodRawShape>({ username, displayName }: Named, more: T) =>
  z
    .object({ ...more, ...passwords })
    .superRefine((form, context) =>
      checkNewPassword(form as unknown as NewPassword, [username, displayName], context),
    );

export const setPasswordForm = (account: Named) => newPasswordForm(account, {});

export const firstAdministratorForm = z
  .object({ displayName, username, ...passwords })
  .superRefine((form, context) => checkNewPassword(form, [form.username, form.displayName], context));

const day = (edge: DayEdge) =>
  z
    .string()
    .catch('')
    .transform((text) => (text.trim() === '' ? null : (dayOrNull(text, edge) ?? 'wrong')));

/** How many offices one form can grant. */
export const grantRows = 12;

/** The rows `office0`, `from0`, `to0` … of the form as grants; rows without an office are left out. */
function grantsOf(form: Record<string, unknown>, context: z.RefinementCtx): OfficeGrant[] {
  const grants: OfficeGrant[] = [];
  for (let row = 0; row < grantRows; row += 1) {
    const office = z.string().max(64).catch('').parse(form[`office${row}`]);
    if (!office) continue;
    const from = day('first').parse(form[`from${row}`]);
    const to = day('last').parse(form[`to${row}`]);
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: 'custom', message, path: [`${path}${row}`] });
    if (from === 'wrong') wrong('from', 'accounts:errors.day');
    if (to === 'wrong') wrong('to', 'accounts:errors.day');
    if (from && to && from !== 'wrong' && to !== 'wrong' && to < from)
      wrong('to', 'accounts:errors.dayOrder');
    grants.push({ office, from, to });
  }
  return grants;
}

/** Managers and reviewers need an office; nobody else has one. */
const withGrants = (form: { role: Role; [name: string]: unknown }, context: z.RefinementCtx) => {
  const grants = hasOffices(form.role) ? grantsOf(form, context) : [];
  if (hasOffices(form.role) && grants.length === 0)
    context.addIssue({ code: 'custom', message: 'accounts:errors.grants', path: ['office0'] });
  return grants;
};

/** How a person is reached; empty where they are not. */
const reached = <T>(read: (text: string) => T | null, message: string) =>
  z
    .string()
    .catch('')
    .transform((text, context) => {
      if (text.trim() === '') return '';
      const found = read(text);
      if (found === null) context.addIssue({ code: 'custom', message });
      return found ?? '';
    });
export const contacts = {
  address: reached(readMailAddress, 'accounts:errors.address'),
  mobile: reached(readMobile, 'accounts:errors.mobile'),
};

const person = {
  ...contacts,
  displayName,
  role: z.enum(roles, 'accounts:errors.role'),
  language: z.enum(['fa', 'en', 'azb']).catch('fa'),
};

export const accountForm = z.looseObject(person).transform((form, context) => ({
  displayName: form.displayName,
  address: form.address,
  mobile: form.mobile,
  role: form.role,
  language: form.language,
  grants: withGrants(form, context),
}));

export const newAccountForm = z.looseObject({ ...person, username }).transform((form, context) => ({
  username: form.username,
  displayName: form.displayName,
  address: form.address,
  mobile: form.mobile,
  role: form.role,
  language: form.language,
  grants: withGrants(form, context),
}));
