/** The job that tells other programs what has happened, and forgets what it no longer needs to know of their requests. */
import { type Clock, minuteMs } from '../../clock.ts';
import { forgetOldRequests } from '../requests/idempotentRequest.ts';
import { sendWebhooks } from './sendWebhooks.ts';

export function webhookJob(sessionSecret: string) {
  return {
    name: 'webhooks',
    everyMs: minuteMs,
    async run(clock: Clock): Promise<{ event: string } | undefined> {
      await forgetOldRequests(clock.now());
      const attempts = await sendWebhooks(clock.now(), sessionSecret);
      return attempts > 0 ? { event: 'tried' } : undefined;
    },
  };
}
