/** The mail that a person gets when somebody signs in with their name on a device where they never did before. */
import { type ShortMail, shortMail } from '../http/shortMail.ts';
import { formatter } from '../i18n/format.ts';
import { readerOfLanguage } from '../i18n/reader.ts';
import { isolated } from '../i18n/text.ts';
import type { Account } from './account.ts';
import type { DeviceWords } from './ownAccount/deviceWords.ts';
import { deviceName } from './ownAccount/presentOwnAccount.ts';
import { ownAccountPath } from './paths.ts';

/** Hands one mail to the mail server; whether it was taken does not matter to whoever signs in. */
export type SendMail = (address: string, mail: ShortMail) => Promise<void>;

export function composeSignInNotice(
  account: Pick<Account, 'username' | 'displayName' | 'language'>,
  device: DeviceWords,
  now: Date,
  baseUrl: string,
): ShortMail {
  const reader = readerOfLanguage(account.language);
  const { t, lang } = reader;
  const values = {
    name: isolated(account.displayName),
    username: isolated(account.username),
    at: formatter(lang).dateTime(now),
    device: deviceName(device, reader),
    page: isolated(`${baseUrl}${ownAccountPath}`),
  };
  const paragraphs = ['greeting', 'what', 'yours', 'notYours'].map((part) =>
    t(`accounts:signInNotice.${part}`, values),
  );
  return shortMail(t('accounts:signInNotice.subject', values), paragraphs, reader);
}
