/** The forms of the second factor. Messages are locale keys. */
import { z } from 'zod';
import { normaliseTyped } from '../../i18n/digits.ts';

const text = (max: number) => z.string().max(max).catch('');

/** With the digits of any keyboard, and with the space in the middle that apps show. */
const appCode = text(100).transform((typed) => normaliseTyped(typed).replace(/[\s-]/g, ''));

/** One of the two is filled in. */
export const proofForm = z.object({ code: appCode, recoveryCode: text(100) });
export type TypedProof = z.infer<typeof proofForm>;

export const isCode = (code: string) => /^\d{6}$/.test(code);

/** After the password: what says whose it was (`pendingSignIn.ts`). */
export const secondStepForm = proofForm.extend({ pending: text(2_000_000) });

/** Before something that is asked for again: the form that waits for it, or the page that was asked for. */
export const askedAgainForm = proofForm.extend({ kept: text(2_000_000), to: text(2000) });

export const addAppForm = z.object({
  pending: text(2000),
  code: appCode.refine(isCode, 'secondFactor:errors.code'),
  currentPassword: text(1000),
});
