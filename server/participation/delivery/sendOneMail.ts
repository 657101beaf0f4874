/** A mail that belongs to no wave and waits in no queue, over a connection of its own: a notice to somebody who signs in. */
import type { Config } from '../../config.ts';
import { randomId } from '../../database/randomId.ts';
import { mailSender } from './mailSender.ts';
import type { MailMessage, Outcome } from './outcome.ts';

/** undefined where no mail server is set. */
export function sendOneMail({
  mail,
}: Pick<Config, 'mail'>): ((address: string, message: MailMessage) => Promise<Outcome>) | undefined {
  return (
    mail &&
    (async (address, message) => {
      const sender = mailSender(mail);
      try {
        return await sender.send(address, message, { id: randomId(20) });
      } finally {
        sender.close();
      }
    })
  );
}
