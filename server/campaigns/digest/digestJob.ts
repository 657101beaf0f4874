/** The job that sends the daily digest over its own connection to the mail server; it does nothing without a mail server. */
import type { Clock } from '../../clock.ts';
import { minuteMs } from '../../clock.ts';
import type { Config } from '../../config.ts';
import { mailSender } from '../../participation/delivery/mailSender.ts';
import { sendDigests } from './sendDigests.ts';

export function digestJob({ mail, baseUrl = '' }: Pick<Config, 'mail' | 'baseUrl'>) {
  const sender = mail && mailSender(mail);
  return {
    name: 'digests',
    everyMs: minuteMs,
    async run(clock: Clock) {
      const sent = sender ? await sendDigests(sender, clock.now(), baseUrl) : 0;
      return sent > 0 ? { event: 'digestsSent' } : undefined;
    },
    close: () => sender?.close(),
  };
}
