/** The page that asks for a code: after the password, or again before something that a desk left open must not do. */
import type { Response } from 'express';
import type { FieldError } from '../../http/forms.ts';
import { translator } from '../../i18n/translator.ts';
import type { Factors } from './factors.ts';

export interface Question {
  /** Where the answer goes, with these hidden fields. */
  action: string;
  hidden: [name: string, value: string][];
  purpose: 'signIn' | 'again';
  factors: Factors;
  errors?: FieldError[];
}

export function askFactor(
  res: Response,
  { action, hidden, purpose, factors, errors = [] }: Question,
): Promise<void> {
  return res.page('accounts/secondFactor/ask', {
    title: translator(res.locals.lang)(`secondFactor:ask.${purpose}.title`),
    status: errors.length ? 422 : purpose === 'again' ? 403 : 200,
    errors,
    action,
    hidden,
    purpose,
    hasApp: factors.app !== null,
  });
}
