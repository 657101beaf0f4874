/** What the old address of an invitation is told when another one takes its place: no code, no link that belongs to a person. */

import { mailDocument, mailText } from '../../http/mailDocument.ts';
import { readerOfLanguage } from '../../i18n/reader.ts';
import { escapeHtml, isolated } from '../../i18n/text.ts';
import { translator } from '../../i18n/translator.ts';
import type { Wave } from '../../waves/wave.ts';
import type { MailMessage } from './outcome.ts';

export function composeAddressNotice(
  { title, firstPage }: Pick<Wave, 'title' | 'firstPage'>,
  baseUrl: string,
): { email: MailMessage; sms: string } {
  const t = translator('fa');
  const values = { wave: isolated(title), home: isolated(baseUrl), contact: firstPage.contact };
  const paragraphs = ['greeting', 'moved', 'ifYours'].map((name) =>
    t(`messages:addressChanged.${name}`, values),
  );
  if (firstPage.contact) paragraphs.push(t('messages:mail.contact', values));
  if (firstPage.sponsor) paragraphs.push(firstPage.sponsor);
  const html = paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join('\n');
  return {
    email: {
      subject: t('messages:addressChanged.subject', values),
      text: mailText(paragraphs, readerOfLanguage('fa')),
      html: mailDocument(html, readerOfLanguage('fa')),
    },
    sms: t('messages:addressChanged.sms', values),
  };
}
