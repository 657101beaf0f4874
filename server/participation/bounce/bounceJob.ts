/** Reading the mailbox of reports as a job; it does nothing where none is configured. */
import type { Clock } from '../../clock.ts';
import type { Config } from '../../config.ts';
import { applyBounce, type BounceEffect } from './applyBounce.ts';
import { BounceMailboxModel } from './bounceCount.ts';
import { readBounce } from './readBounce.ts';
import { MailboxProblem, readMailbox } from './readMailbox.ts';

/** What became of a mail. `other`: it is no report of a failed delivery, or has no token of ours. */
export type BounceResult = BounceEffect | 'other';

/** @param template the return address with `{token}` in it */
export async function handleBounce(bytes: Buffer, template: string): Promise<BounceResult> {
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
      const met = new Set<BounceResult>();
      const handle = async (bytes: Buffer) => {
        const result = await handleBounce(bytes, template);
        met.add(result);
        return result !== 'other';
      };
      let problem = '';
      const read = await readMailbox(mail.bounceImapUrl, handle, isStopping).catch((error: unknown) => {
        if (!(error instanceof MailboxProblem)) throw error;
        problem = error.message;
        return 0;
      });
      const state = { readAt: clock.now(), problem };
      await BounceMailboxModel.updateOne({ _id: 'imap' }, { $set: state }, { upsert: true });
      if (problem) return { problem };
      // Which kinds of reports came, not how many: only unused invitations are reminded.
      return read > 0 ? { reports: [...met].sort() } : undefined;
    },
  };
}
