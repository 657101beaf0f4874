/** The daily round of suggestions: what waits is opened together, and whoever has to answer is told by one mail a day, never by the hour. */
import mongoose from 'mongoose';
import { type Account, AccountModel } from '../accounts/account.ts';
import type { SendMail } from '../accounts/signInNotice.ts';
import { type Clock, minuteMs } from '../clock.ts';
import { type ShortMail, shortMail } from '../http/shortMail.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import { readerOfLanguage } from '../i18n/reader.ts';
import { isolated } from '../i18n/text.ts';
import { deliverDaily } from '../suggestions/deliverItems.ts';
import { eraseAsked } from '../suggestions/round.ts';
import { reviewListPath } from './paths.ts';
import { countReviews } from './reviewNextSteps.ts';

interface Settings {
  keyDir: string;
  baseUrl: string;
  /** undefined where no mail server is set. */
  sendMail: SendMail | undefined;
}

export function suggestionJob({ keyDir, baseUrl, sendMail }: Settings) {
  return {
    name: 'suggestions',
    everyMs: 10 * minuteMs,
    async run(clock: Clock) {
      const delivered = await deliverDaily(keyDir, clock.now());
      await eraseAsked();
      if (delivered && sendMail) await tellReviewers(sendMail, clock.now(), baseUrl);
      // How many there were is nobody's business who reads the log.
      return undefined;
    },
  };
}

/** That something waits, not how many or what: the number of a day would tell how many wrote. */
export async function tellReviewers(sendMail: SendMail, now: Date, baseUrl: string): Promise<void> {
  const role = mongoose.trusted({ $in: ['manager', 'reviewer'] }) as never;
  for (const account of await AccountModel.find({ role, disabled: false }).lean()) {
    if (!account.address) continue;
    const { waiting, late } = await countReviews(account, isoDayOf(now));
    if (waiting + late > 0) await sendMail(account.address, composeNotice(account, baseUrl));
  }
}

export function composeNotice(
  { displayName, language }: Pick<Account, 'displayName' | 'language'>,
  baseUrl: string,
): ShortMail {
  const reader = readerOfLanguage(language);
  const { t } = reader;
  const values = { name: isolated(displayName), page: isolated(`${baseUrl}${reviewListPath}`) };
  const paragraphs = ['greeting', 'what', 'page'].map((part) => t(`suggestionReview:mail.${part}`, values));
  return shortMail(t('suggestionReview:mail.subject'), paragraphs, reader);
}
