/** The message that brings a link to set a password: who sends it, for which name, until when, and whom to ask. */
import { type ShortMail, shortMail } from '../../http/shortMail.ts';
import { formatter } from '../../i18n/format.ts';
import { readerOfLanguage } from '../../i18n/reader.ts';
import { isolated } from '../../i18n/text.ts';
import type { Account } from '../account.ts';
import { setPasswordPath } from '../paths.ts';
import { issueSetPasswordToken } from '../setPassword.ts';

export async function composeSetPassword(
  account: Account,
  baseUrl: string,
  now: Date,
): Promise<{ email: ShortMail; sms: string }> {
  const reader = readerOfLanguage(account.language);
  const { t, lang } = reader;
  const { token, until } = await issueSetPasswordToken(account._id, now);
  const link = baseUrl + setPasswordPath(token);
  const values = {
    name: isolated(account.displayName),
    username: isolated(account.username),
    role: t(`accounts:role.${account.role}`),
    until: formatter(lang).dateFull(until),
    site: isolated(baseUrl),
  };
  const before = ['greeting', 'what', 'link'].map((part) => t(`accounts:linkMessage.${part}`, values));
  const after = ['until', 'genuine'].map((part) => t(`accounts:linkMessage.${part}`, values));
  return {
    email: shortMail(t('accounts:linkMessage.subject', values), [...before, { link }, ...after], reader),
    sms: `${t('accounts:linkMessage.sms')}\n${link}`,
  };
}
