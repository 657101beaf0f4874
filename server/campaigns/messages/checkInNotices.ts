/**
 * Managers are told once a quarter that a line about their own offices' plans is due: in working hours, by the queue of messages to people who
 * sign in. It names neither plan nor result, and nobody is told who has written in the meantime.
 */
import { type Account, AccountModel } from '../../accounts/account.ts';
import { AccountMessageModel, channelOf } from '../../accounts/messages/accountMessage.ts';
import type { Mail } from '../../accounts/signInNotice.ts';
import { type Clock, minuteMs } from '../../clock.ts';
import { insertOnce } from '../../database/insertOnce.ts';
import { isoDayOf } from '../../i18n/isoDay.ts';
import { readerOfLanguage } from '../../i18n/reader.ts';
import { escapeHtml, isolated } from '../../i18n/text.ts';
import { isWorkingTime } from '../../participation/reminder/workingCalendar.ts';
import { dueCheckIns } from '../../plans/dueCheckIns.ts';
import { plansPath } from '../../plans/paths.ts';
import { PlanModel } from '../../plans/plan.ts';
import { quarterName, quarterOf } from '../../plans/quarter.ts';

export const checkInJob = {
  name: 'checkIns',
  everyMs: 30 * minuteMs,
  run: async (clock: Clock) => void (await queueCheckIns(clock.now())),
};

/** @returns how many messages were queued; repeating it queues none twice */
export async function queueCheckIns(now: Date): Promise<number> {
  if (!(await isWorkingTime(now))) return 0;
  if (!(await PlanModel.exists({ state: 'open' }))) return 0;
  const day = isoDayOf(now);
  let queued = 0;
  for (const account of await AccountModel.find({ role: 'manager', disabled: false }).lean()) {
    const channel = channelOf(account);
    if (!channel || (await dueCheckIns(account, day)).length === 0) continue;
    const message = { _id: `checkIn-${quarterOf(day)}-${account._id}`, account: account._id, channel };
    const isNew = await insertOnce(() =>
      AccountMessageModel.create({ ...message, purpose: 'checkIn', notBefore: now }),
    );
    if (isNew) queued += 1;
  }
  return queued;
}

/** null where the lines were written before the message could be sent. */
export async function composeCheckIn(
  account: Account,
  baseUrl: string,
  now: Date,
): Promise<{ email: Mail; sms: string } | null> {
  const day = isoDayOf(now);
  if ((await dueCheckIns(account, day)).length === 0) return null;
  const { t, f, lang, dir } = readerOfLanguage(account.language);
  const link = `${baseUrl}${plansPath}`;
  const quarter = quarterName(quarterOf(day), { t, f });
  const values = { name: isolated(account.displayName), quarter };
  const paragraphs = ['greeting', 'what', 'how'].map((part) => t(`plans:mail.${part}`, values));
  const html = paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`).join('\n');
  const anchor = `<p dir="ltr"><a href="${escapeHtml(link)}" translate="no">${escapeHtml(link)}</a></p>`;
  return {
    email: {
      subject: t('plans:mail.subject', values),
      text: [...paragraphs, link].join('\n\n'),
      html: `<!doctype html><html lang="${lang}" dir="${dir}"><body dir="${dir}">\n${html}\n${anchor}\n</body></html>`,
    },
    sms: `${t('plans:mail.sms', values)}\n${link}`,
  };
}
