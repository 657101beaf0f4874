/** The forms of one's own account. Messages are locale keys. */
import { z } from 'zod';
import { normaliseTyped } from '../../i18n/digits.ts';
import { type Named, newPasswordForm } from '../forms.ts';

export const changePasswordForm = (account: Named) =>
  newPasswordForm(account, { currentPassword: z.string().max(1000).catch('') });

/** Where notices go; nothing typed means that none are wanted. */
export const addressForm = z.object({
  currentPassword: z.string().max(1000).catch(''),
  address: z
    .string('accounts:errors.address')
    .transform(normaliseTyped)
    .pipe(z.union([z.literal(''), z.email().max(254)], 'accounts:errors.address')),
});
