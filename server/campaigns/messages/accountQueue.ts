/**
 * The messages to people who sign in, in the rounds that send invitations: over the same channels, with their pauses, and at most half of
 * what a round may send, so that neither kind waits for the other. Those that failed come after those that are due longer.
 */
import mongoose from 'mongoose';
import { type Account, AccountModel } from '../../accounts/account.ts';
import { type AccountMessage, AccountMessageModel } from '../../accounts/messages/accountMessage.ts';
import { composeSetPassword } from '../../accounts/messages/composeSetPassword.ts';
import { maxAttempts, retryAfter } from '../../participation/delivery/channel.ts';
import { mailComposer } from '../../participation/delivery/composeMail.ts';
import { composeSms } from '../../participation/delivery/composeSms.ts';
import type { FurtherQueue } from '../../participation/delivery/deliverRound.ts';
import { isOfWholeChannel, type MailMessage, type Outcome } from '../../participation/delivery/outcome.ts';
import { managerReportPath } from '../../waves/paths.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import { leadsSomewhere } from '../../waves/words/messageKinds.ts';
import { languagesOf } from '../../waves/words/messageLanguages.ts';
import { composeCheckIn } from './checkInNotices.ts';

type Composed = { email: MailMessage; sms: string };

/** After so many refusals in a row that may be about us, the rest waits. */
const maxRefusedInRow = 10;

export const accountQueue: FurtherQueue = async (channel, { now, max, senders, baseUrl, isStopping }) => {
  const due = await AccountMessageModel.find({
    channel,
    state: 'waiting',
    notBefore: mongoose.trusted({ $lte: now }),
  })
    .sort({ notBefore: 1 })
    .limit(max)
    .lean();
  const count = { tried: 0, sent: 0, down: '' };
  let refusedInRow = 0;
  for (const message of due) {
    if (isStopping()) break;
    const account = await AccountModel.findById(message.account).lean();
    const to = account && !account.disabled ? (channel === 'email' ? account.address : account.mobile) : '';
    const composed = account && to ? await compose(message, account, baseUrl, now) : null;
    if (!composed || !to) {
      await AccountMessageModel.updateOne({ _id: message._id }, { $set: { state: 'gone' } });
      continue;
    }
    const ids = { id: message._id };
    const outcome =
      channel === 'email'
        ? await senders.email!.send(to, composed.email, ids)
        : await senders.sms!.send(to, composed.sms, ids);
    await AccountMessageModel.updateOne({ _id: message._id }, { $set: changesFor(message, outcome, now) });
    count.tried += 1;
    if (outcome.kind === 'sent') count.sent += 1;
    refusedInRow = outcome.kind === 'channelDown' ? refusedInRow + 1 : 0;
    if (outcome.kind === 'channelDown' && (isOfWholeChannel(outcome) || refusedInRow >= maxRefusedInRow)) {
      count.down = outcome.problem;
      break;
    }
  }
  return count;
};

function changesFor({ attempts }: AccountMessage, outcome: Outcome, now: Date): Partial<AccountMessage> {
  if (outcome.kind === 'sent') return { state: 'sent', problem: '' };
  const { problem } = outcome;
  if (outcome.kind === 'refused') return { state: 'refused', problem };
  if (outcome.kind === 'channelDown' && !outcome.countsAgainst)
    return { notBefore: isOfWholeChannel(outcome) ? now : retryAfter(now, 1), problem };
  const failed = attempts + 1;
  if (failed >= maxAttempts) return { state: 'failed', attempts: failed, problem };
  return { attempts: failed, notBefore: retryAfter(now, failed), problem };
}

async function compose(
  message: AccountMessage,
  account: Account,
  baseUrl: string,
  now: Date,
): Promise<Composed | null> {
  if (message.purpose === 'setPassword') return composeSetPassword(account, baseUrl, now);
  if (message.purpose === 'checkIn') return composeCheckIn(account, baseUrl, now);
  const wave = await WaveModel.findById(message.wave).lean();
  if (!wave || message.opened) return null;
  return messageOfWave(wave, message.purpose, { account, baseUrl, office: message.office });
}

interface Recipient {
  account: Account;
  /** Whose report the link opens. */
  office: string;
  baseUrl: string;
}

/** In the account's own language where the wave has words in it. */
async function messageOfWave(
  wave: Wave,
  kind: 'thanks' | 'results' | 'resultsReminder',
  { account, office, baseUrl }: Recipient,
): Promise<Composed> {
  const languages = languagesOf(wave);
  const language = languages.find((one) => one === account.language) ?? languages[0]!;
  const own = {
    language,
    name: account.displayName,
    ...(leadsSomewhere(kind) && { reportLink: `${baseUrl}${managerReportPath(wave._id, office)}` }),
  };
  const email = (await mailComposer(wave, kind, baseUrl, own))('');
  return { email, sms: composeSms(wave, kind, baseUrl, own) };
}
