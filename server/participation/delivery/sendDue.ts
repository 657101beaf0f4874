/**
 * Sends the messages that are due over one channel, a few at once, and claims the next dozens meanwhile. When the channel goes down
 * or the process stops, the messages that were claimed and not sent are released. A channel pauses only when nothing got through.
 */
import mongoose from 'mongoose';
import type { Clock } from '../../clock.ts';
import type { AddressCiphers } from '../addressCipher.ts';
import { channelFailed, channelSucceeded } from './channel.ts';
import { type Claimed, claimDue, releaseClaim } from './claimDue.ts';
import { type DeliveryResult, deliverOne, type Send } from './deliverOne.ts';
import { type Delivery, DeliveryModel, type MessageChannel } from './delivery.ts';
import { mailConnections } from './mailSender.ts';
import { isOfWholeChannel, type Outcome } from './outcome.ts';
import { watchOvertaken } from './overtaken.ts';

export type RoundCount = Partial<Record<DeliveryResult, number>>;

export interface DueMessages {
  channel: MessageChannel;
  /** Waves that may send now. */
  waves: readonly string[];
  /** How many messages. */
  max: number;
  send: Send;
  clock: Clock;
  ciphers: AddressCiphers;
  isStopping: () => boolean;
}

/** More than there are connections: while some messages are being sent, the results of earlier ones are stored, many with one flush to the disk. */
const maxInFlight: Record<MessageChannel, number> = { email: 4 * mailConnections, sms: 2 };
/** As many as a few seconds can send, so that claims are used long before they run out. */
const claimBatch: Record<MessageChannel, number> = { email: 200, sms: 10 };

/** After so many refusals in a row that may be about us, the rest of the queue is spared. */
const maxRefusedInRow = 10;

export async function sendDue(due: DueMessages): Promise<RoundCount> {
  const { channel, clock, isStopping } = due;
  const { send, countThem } = watchOvertaken(due.send, clock);
  const count: RoundCount = {};
  const add = (result: DeliveryResult, n = 1) => {
    count[result] = (count[result] ?? 0) + n;
  };
  let isDown = false;
  let refusedInRow = 0;
  let problem = '';
  const note = (outcome: Outcome) => {
    if (outcome.kind === 'sent' || outcome.kind === 'refused') refusedInRow = 0;
    if (outcome.kind !== 'channelDown') return;
    problem = outcome.problem;
    refusedInRow += 1;
    isDown ||= isOfWholeChannel(outcome) || refusedInRow >= maxRefusedInRow;
  };
  const sendAndNote: Send = async (claimed) => {
    const outcome = await send(claimed);
    note(outcome);
    return outcome;
  };
  const queue = claimAhead(due, (unneeded) => add('notNeeded', unneeded));
  const work = async () => {
    for (let next = await queue.next(); next; next = await queue.next()) {
      if (isDown || isStopping()) return queue.putBack(next);
      add(await deliverOne(next, sendAndNote, clock));
    }
  };
  await Promise.all(Array.from({ length: maxInFlight[channel] }, work));
  await releaseClaim(await queue.rest(), clock.now());
  await countThem();
  if (count.sent || count.refused) await channelSucceeded(channel, clock.now());
  else if (count.channelDown) await channelFailed(channel, problem, clock.now());
  return count;
}

/** Gives claimed messages one by one, and claims the next before these run out. */
function claimAhead(
  { channel, waves, max, clock, ciphers }: DueMessages,
  onUnneeded: (count: number) => void,
) {
  const ready: Claimed[] = [];
  let left = max;
  let loading: Promise<void> | null = null;

  async function load(): Promise<void> {
    const due = await findWaiting(channel, waves, Math.min(left, claimBatch[channel]), clock.now());
    left = due.length === 0 ? 0 : left - due.length;
    if (due.length === 0) return;
    const { claimed, notNeeded } = await claimDue(due, ciphers, clock.now());
    ready.push(...claimed);
    if (notNeeded > 0) onUnneeded(notNeeded);
  }

  async function next(): Promise<Claimed | undefined> {
    while (ready.length === 0 && left > 0) await more();
    if (ready.length < claimBatch[channel] / 2 && left > 0) more().catch(() => undefined);
    return ready.shift();
  }

  /** One load at a time. A failure is thrown where the load is awaited, and the next call loads again. */
  function more(): Promise<void> {
    loading ??= load().finally(() => {
      loading = null;
    });
    return loading;
  }

  return {
    next,
    putBack: (claimed: Claimed) => void ready.push(claimed),
    async rest(): Promise<Claimed[]> {
      await loading;
      return ready.splice(0);
    },
  };
}

/** Half of them messages that failed before, the longest due first, so that neither they nor new ones wait for the others. */
async function findWaiting(
  channel: MessageChannel,
  waves: readonly string[],
  max: number,
  now: Date,
): Promise<Delivery[]> {
  if (max <= 0) return [];
  const isDue = {
    channel,
    state: 'waiting' as const,
    wave: mongoose.trusted({ $in: [...waves] }),
    notBefore: mongoose.trusted({ $lte: now }),
  };
  const fresh = await DeliveryModel.find({ ...isDue, attempts: 0 })
    .limit(max)
    .lean();
  const again = await DeliveryModel.find({ ...isDue, attempts: mongoose.trusted({ $gt: 0 }) as never })
    .sort({ notBefore: 1 })
    .limit(max)
    .lean();
  const longest = Math.max(fresh.length, again.length);
  return Array.from({ length: longest }, (_, at) => [fresh[at], again[at]].flatMap((one) => one ?? []))
    .flat()
    .slice(0, max);
}
