/**
 * Managers are told once a quarter that a line about their own offices' plans is due: in working hours, by the queue of messages to people who
 * sign in. It names neither plan nor result, and nobody is told who has written in the meantime.
 */
import { type Account, AccountModel } from '../../accounts/account.ts';
import { channelOf, queueOnce } from '../../accounts/messages/accountMessage.ts';
import { type Clock, minuteMs } from '../../clock.ts';
import { type ShortMail, shortMail } from '../../http/shortMail.ts';
import { isoDayOf } from '../../i18n/isoDay.ts';
import { readerOfLanguage } from '../../i18n/reader.ts';
import { isolated } from '../../i18n/text.ts';
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
    if (!channelOf(account) || (await dueCheckIns(account, day)).length === 0) continue;
    const asked = { purpose: 'checkIn', about: quarterOf(day) } as const;
    if (await queueOnce(account, asked, now)) queued += 1;
  }
  return queued;
}

/** null where the lines were written before the message could be sent. */
export async function composeCheckIn(account: Account, baseUrl: string, now: Date) {
  const day = isoDayOf(now);
  return (await dueCheckIns(account, day)).length === 0 ? null : checkInMessage(account, baseUrl, day);
}

export function checkInMessage(
  { displayName, language }: Pick<Account, 'displayName' | 'language'>,
  baseUrl: string,
  day: string,
): { email: ShortMail; sms: string } {
  const reader = readerOfLanguage(language);
  const { t } = reader;
  const link = `${baseUrl}${plansPath}`;
  const values = { name: isolated(displayName), quarter: quarterName(quarterOf(day), reader) };
  const paragraphs = ['greeting', 'what', 'how'].map((part) => t(`plans:mail.${part}`, values));
  return {
    email: shortMail(t('plans:mail.subject', values), [...paragraphs, { link }], reader),
    sms: `${t('plans:mail.sms', values)}\n${link}`,
  };
}
