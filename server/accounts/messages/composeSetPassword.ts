/** The message that brings a link to set a password: who sends it, for which name, until when, and whom to ask. */
import { mailDocument, mailText } from '../../http/mailDocument.ts';
import { formatter } from '../../i18n/format.ts';
import { readerOfLanguage } from '../../i18n/reader.ts';
import { escapeHtml, isolated } from '../../i18n/text.ts';
import type { Account } from '../account.ts';
import { setPasswordPath } from '../paths.ts';
import { issueSetPasswordToken } from '../setPassword.ts';
import type { Mail } from '../signInNotice.ts';

export async function composeSetPassword(
  account: Account,
  baseUrl: string,
  now: Date,
): Promise<{ email: Mail; sms: string }> {
  const { t, lang, dir } = readerOfLanguage(account.language);
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
  const paragraphs = (texts: readonly string[]) =>
    texts.map((text) => `<p>${escapeHtml(text)}</p>`).join('\n');
  const anchor = `<p dir="ltr"><a href="${escapeHtml(link)}" translate="no">${escapeHtml(link)}</a></p>`;
  return {
    email: {
      subject: t('accounts:linkMessage.subject', values),
      text: mailText([...before, link, ...after], { dir }),
      html: mailDocument(`${paragraphs(before)}\n${anchor}\n${paragraphs(after)}`, { lang, dir }),
    },
    sms: `${t('accounts:linkMessage.sms')}\n${link}`,
  };
}
