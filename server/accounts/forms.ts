/** The forms of accounts. Messages are locale keys. */
import { z } from 'zod';
import { clean, key } from '../i18n/text.ts';
import { longestPassword, shortestPassword } from './password.ts';

export const signInForm = z.object({
  username: z.string().max(200).catch(''),
  password: z.string().max(1000).catch(''),
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

const password = z
  .string('accounts:errors.password')
  .min(shortestPassword, 'accounts:errors.password')
  .max(longestPassword, 'accounts:errors.password');

/** Typed twice, because it is not shown. */
const passwords = { password, passwordAgain: z.string().catch('') };
const alike = (form: { password: string; passwordAgain: string }) => form.password === form.passwordAgain;
const notAlike = { message: 'accounts:errors.passwordAgain', path: ['passwordAgain'] };

export const setPasswordForm = z.object(passwords).refine(alike, notAlike);

export const firstAdministratorForm = z
  .object({ username, displayName, ...passwords })
  .refine(alike, notAlike);
