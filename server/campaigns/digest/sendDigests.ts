/** Sends the daily mail to administrators who subscribed: on working days from half past seven, once a day, only numbers. */
import { AccountModel } from '../../accounts/account.ts';
import { randomId } from '../../database/randomId.ts';
import { renderView } from '../../http/renderPage.ts';
import { mailText } from '../../http/shortMail.ts';
import { isoDayOf, minutesOfDay } from '../../i18n/isoDay.ts';
import { readerOfLanguage } from '../../i18n/reader.ts';
import { isolated } from '../../i18n/text.ts';
import type { MailMessage, Sender } from '../../participation/delivery/outcome.ts';
import { isWorkingDay, loadCalendar } from '../../participation/reminder/workingCalendar.ts';
import { wavePath } from '../../waves/paths.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import { digestOf } from './digestOf.ts';
import { DigestSubscriptionModel } from './digestSubscription.ts';

/** Minutes after midnight in Iran. */
const startMinutes = 7 * 60 + 30;

/** @returns how many mails the server accepted */
export async function sendDigests(sender: Sender<MailMessage>, now: Date, baseUrl: string): Promise<number> {
  const today = isoDayOf(now);
  if (minutesOfDay(now) < startMinutes || !isWorkingDay(today, await loadCalendar())) return 0;
  const waves = await WaveModel.find({ state: 'open', imported: false }).lean();
  if (waves.length === 0) return 0;
  let sent = 0;
  for (const one of await DigestSubscriptionModel.find().lean()) {
    if (one.lastDay === today) continue;
    const account = await AccountModel.findById(one._id).lean();
    if (account?.role !== 'administrator' || account.disabled) continue;
    const claimed = await DigestSubscriptionModel.updateOne(
      { _id: one._id, lastDay: one.lastDay },
      { $set: { lastDay: today } },
    );
    if (claimed.modifiedCount === 0) continue;
    const message = await composeDigest(waves, now, baseUrl, account.language === 'en' ? 'en' : 'fa');
    const outcome = await sender.send(one.address, message, { id: randomId(20) });
    if (outcome.kind === 'sent') sent += 1;
    else if (!('handedOver' in outcome && outcome.handedOver))
      await DigestSubscriptionModel.updateOne({ _id: one._id }, { $set: { lastDay: one.lastDay } });
  }
  return sent;
}

const lineOf = ({ label, value }: { label: string; value: string }) => `${label}: ${value}`;

async function composeDigest(
  waves: Wave[],
  now: Date,
  baseUrl: string,
  lang: 'fa' | 'en',
): Promise<MailMessage> {
  const reader = readerOfLanguage(lang);
  const digests = await Promise.all(waves.map((wave) => digestOf(wave, now, reader)));
  const shown = digests.map((one) => ({ ...one, href: `${baseUrl}${wavePath(one.id)}` }));
  const { t, f } = reader;
  const subject = t('digest:subject', { date: f.dateLong(now) });
  const text = shown.map(({ title, state, lines, officesToCall, href }) =>
    [
      isolated(title),
      state,
      ...lines.map(lineOf),
      ...(officesToCall.length > 0 ? [`${t('digest:toCall')}:`, ...officesToCall.map(lineOf)] : []),
      href,
    ].join('\n'),
  );
  const html = await renderView('campaigns/digest/digestMail', { ...reader, subject, digests: shown });
  return { subject, html, text: mailText([...text, t('digest:footer')], reader) };
}
