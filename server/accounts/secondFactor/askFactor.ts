/** The page that asks for a code: after the password, or again before something that a desk left open must not do. */
import type { Response } from 'express';
import type { AppContext } from '../../appContext.ts';
import type { FieldError } from '../../http/forms.ts';
import { translator } from '../../i18n/translator.ts';
import type { Factors } from './factors.ts';
import { passkeySite } from './passkey.ts';
import { askForPasskey } from './usePasskey.ts';

export type AskingContext = Pick<AppContext, 'config' | 'clock' | 'sessionSecret'>;

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
  context: AskingContext,
): Promise<void> {
  const site = passkeySite(context.config);
  const passkey = site && factors.passkeys.length > 0 ? askForPasskey(site, factors.passkeys, context) : null;
  return res.page('accounts/secondFactor/ask', {
    title: translator(res.locals.lang)(`secondFactor:ask.${purpose}.title`),
    status: errors.length ? 422 : purpose === 'again' ? 403 : 200,
    errors,
    action,
    hidden,
    purpose,
    hasApp: factors.app !== null,
    passkey,
    ...(passkey ? { script: 'passkeys.js' } : {}),
  });
}
