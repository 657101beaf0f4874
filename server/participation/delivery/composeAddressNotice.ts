/** What the old address of an invitation is told when another one takes its place: no code, no link that belongs to a person. */
import { shortMail } from '../../http/shortMail.ts';
import { readerOfLanguage } from '../../i18n/reader.ts';
import { isolated } from '../../i18n/text.ts';
import type { Wave } from '../../waves/wave.ts';
import type { MailMessage } from './outcome.ts';

export function composeAddressNotice(
  { title, firstPage }: Pick<Wave, 'title' | 'firstPage'>,
  baseUrl: string,
): { email: MailMessage; sms: string } {
  const reader = readerOfLanguage('fa');
  const { t } = reader;
  const values = { wave: isolated(title), home: isolated(baseUrl), contact: firstPage.contact };
  const paragraphs = ['greeting', 'moved', 'ifYours'].map((name) =>
    t(`messages:addressChanged.${name}`, values),
  );
  if (firstPage.contact) paragraphs.push(t('messages:mail.contact', values));
  if (firstPage.sponsor) paragraphs.push(firstPage.sponsor);
  return {
    email: shortMail(t('messages:addressChanged.subject', values), paragraphs, reader),
    sms: t('messages:addressChanged.sms', values),
  };
}
