/** The job that sends: it queues due reminders, then runs a round every few seconds with as many messages as the rate per minute allows. */
import type { Clock } from '../../clock.ts';
import type { Config } from '../../config.ts';
import { startDueReminders } from '../reminder/queueReminder.ts';
import { deliverRound, type FurtherQueue } from './deliverRound.ts';
import { type MessageChannel, messageChannels } from './delivery.ts';
import { messageRate } from './messageRate.ts';
import type { RoundCount } from './sendDue.ts';
import { openSenders } from './senders.ts';

const everyMs = 5000;

/** @param further messages that are sent in the same rounds */
export function deliveryJob(
  config: Pick<Config, 'mail' | 'sms' | 'baseUrl' | 'keyDir'>,
  further?: FurtherQueue,
) {
  const senders = openSenders(config);
  const mailRate = messageRate(config.mail?.perMinute ?? 0, everyMs);
  const smsRate = messageRate(config.sms?.perMinute ?? 0, everyMs);
  return {
    name: 'deliveries',
    everyMs,
    async run(clock: Clock, isStopping: () => boolean) {
      const baseUrl = config.baseUrl ?? '';
      await startDueReminders(clock.now());
      const max = { email: mailRate(), sms: smsRate() };
      const counts = await deliverRound(
        { senders, clock, baseUrl, keyDir: config.keyDir, isStopping, ...(further && { further }) },
        max,
      );
      return loggedOf(counts);
    },
    close: () => senders.close(),
  };
}

const problems = ['refused', 'later', 'channelDown'] as const;

/**
 * What the log may say: which problems there were, and no numbers. After a reminder the messages sent, added up over the rounds, would
 * be the invitations that were not used.
 */
function loggedOf(counts: Record<MessageChannel, RoundCount>): Record<string, string[]> | undefined {
  const met = messageChannels.flatMap((channel) => {
    const found = problems.filter((problem) => counts[channel][problem]);
    return found.length > 0 ? [[channel, found] as const] : [];
  });
  return met.length > 0 ? Object.fromEntries(met) : undefined;
}
