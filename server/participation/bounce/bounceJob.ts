/** Reading the mailbox of reports as a job; it does nothing where none is configured. */
import type { Clock } from '../../clock.ts';
import type { Config } from '../../config.ts';
import { type Applied, applyBounce } from './applyBounce.ts';
import { BounceMailboxModel } from './bounceCount.ts';
import { readBounce } from './readBounce.ts';
import { MailboxProblem, readMailbox } from './readMailbox.ts';

/** What came of a mail. `other`: it is no report of a failed delivery, or carries no token of ours. */
export type Taken = Applied | 'other';

/** @param template the return address with `{token}` in it */
export async function takeBounce(bytes: Buffer, template: string): Promise<Taken> {
  const bounce = await readBounce(bytes, template);
  return bounce && bounce.tokens.length > 0 ? applyBounce(bounce) : 'other';
}

export function bounceJob({ mail }: Pick<Config, 'mail'>) {
  return {
    name: 'bounces',
    everyMs: 120_000,
    async run(clock: Clock, isStopping: () => boolean) {
      if (!mail?.bounceImapUrl) return undefined;
      const template = mail.bounceAddress ?? '';
      const counts: Partial<Record<Taken, number>> = {};
      const take = async (bytes: Buffer) => {
        const taken = await takeBounce(bytes, template);
        counts[taken] = (counts[taken] ?? 0) + 1;
        return taken !== 'other';
      };
      let problem = '';
      const looked = await readMailbox(mail.bounceImapUrl, take, isStopping).catch((error: unknown) => {
        if (!(error instanceof MailboxProblem)) throw error;
        problem = error.message;
        return 0;
      });
      const state = { readAt: clock.now(), problem };
      await BounceMailboxModel.updateOne({ _id: 'imap' }, { $set: state }, { upsert: true });
      if (problem) return { problem };
      return looked > 0 ? counts : undefined;
    },
  };
}
