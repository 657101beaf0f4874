/** One mail to each reader about the parts that turned red, with what is so and what to do. */
import { randomId } from '../../database/randomId.ts';
import { renderView } from '../../http/renderPage.ts';
import { mailText } from '../../http/shortMail.ts';
import { readerOfLanguage } from '../../i18n/reader.ts';
import type { MailMessage, Sender } from '../../participation/delivery/outcome.ts';
import { systemPath } from '../paths.ts';
import type { AlertReader } from './alertReaders.ts';
import type { Check } from './check.ts';
import { presentCheck } from './presentCondition.ts';

/** @returns how many mails the server accepted */
export async function sendAlert(
  red: readonly Check[],
  readers: readonly AlertReader[],
  sender: Sender<MailMessage>,
  baseUrl: string,
): Promise<number> {
  let sent = 0;
  for (const { address, language } of readers) {
    const outcome = await sender.send(address, await composeAlert(red, language, baseUrl), {
      id: randomId(20),
    });
    if (outcome.kind === 'sent') sent += 1;
  }
  return sent;
}

async function composeAlert(
  red: readonly Check[],
  language: AlertReader['language'],
  baseUrl: string,
): Promise<MailMessage> {
  const reader = readerOfLanguage(language);
  const { t, f } = reader;
  const rows = red.map((check) => presentCheck(check, reader));
  const subject = t('system:mail.subject', { parts: f.list(rows.map(({ part }) => part)) });
  const href = `${baseUrl}${systemPath}`;
  const html = await renderView('system/alertMail', { ...reader, subject, rows, href });
  const text = rows.map(({ part, finding, advice }) => `${part}\n${finding}\n${advice}`);
  return { subject, html, text: mailText([...text, href, t('system:mail.footer')], reader) };
}
