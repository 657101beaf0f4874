/** The forms of the second factor. Messages are locale keys. */
import { z } from 'zod';
import { normaliseTyped } from '../../i18n/digits.ts';
import { clean } from '../../i18n/text.ts';

const text = (max: number) => z.string().max(max).catch('');

/** With the digits of any keyboard, and with the space in the middle that apps show. */
const appCode = text(100).transform((typed) => normaliseTyped(typed).replace(/[\s-]/g, ''));

/** What a passkey has signed, and the sealed challenge that it was given. */
const signed = { assertion: text(20_000), challenge: text(2000) };

export const proofForm = z.object({ code: appCode, recoveryCode: text(100), ...signed });
export type TypedProof = z.infer<typeof proofForm>;

export const isCode = (code: string) => /^\d{6}$/.test(code);

/** After the password: what says whose it was (`pendingSignIn.ts`). */
export const secondStepForm = proofForm.extend({ pending: text(2_000_000) });

/** Before something that is asked for again: the form that waits for it, or the page that was asked for. */
export const askedAgainForm = proofForm.extend({ kept: text(2_000_000), to: text(2000) });

export const passkeySignInForm = z.object(signed);

const passkeyName = z
  .string('secondFactor:errors.passkeyName')
  .transform(clean)
  .pipe(z.string().min(1, 'secondFactor:errors.passkeyName').max(60, 'secondFactor:errors.passkeyName'));

export const passkeyNameForm = z.object({ name: passkeyName });

export const addPasskeyForm = z.object({
  name: passkeyName,
  credential: text(20_000),
  challenge: text(2000),
  currentPassword: text(1000),
});

/** An object of JSON, or null. */
export function readJsonText(text: string): Record<string, unknown> | null {
  try {
    return z.looseObject({ id: z.string(), response: z.looseObject({}) }).parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export const addAppForm = z.object({
  pending: text(2000),
  code: appCode.refine(isCode, 'secondFactor:errors.code'),
  currentPassword: text(1000),
});
