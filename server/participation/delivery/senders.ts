/** The senders of the configured channels. Messages of other channels wait; nobody is kept from answering by that. */
import type { Config } from '../../config.ts';
import { mailSender } from './mailSender.ts';
import type { MailMessage, Sender } from './outcome.ts';
import { smsSender } from './smsSender.ts';

export interface Senders {
  email: Sender<MailMessage> | null;
  sms: Sender<string> | null;
  close(): void;
}

export function openSenders({ mail, sms }: Pick<Config, 'mail' | 'sms'>): Senders {
  const senders = { email: mail ? mailSender(mail) : null, sms: sms ? smsSender(sms) : null };
  return {
    ...senders,
    close() {
      senders.email?.close();
      senders.sms?.close();
    },
  };
}
