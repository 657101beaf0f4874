/** The job that sends: it queues due reminders, then runs a round every few seconds with as many messages as the rate per minute allows. */
import type { Clock } from '../../clock.ts';
import type { Config } from '../../config.ts';
import { startDueReminders } from '../reminder/queueReminder.ts';
import { deliverRound } from './deliverRound.ts';
import { messageRate } from './messageRate.ts';
import { openSenders } from './senders.ts';

const everyMs = 5000;

export function deliveryJob(config: Pick<Config, 'mail' | 'sms' | 'baseUrl' | 'keyDir'>) {
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
      const counts = await deliverRound({ senders, clock, baseUrl, keyDir: config.keyDir, isStopping }, max);
      const isIdle = Object.values(counts).every((count) => Object.keys(count).length === 0);
      return isIdle ? undefined : counts;
    },
    close: () => senders.close(),
  };
}
