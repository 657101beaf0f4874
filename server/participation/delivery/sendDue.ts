/**
 * Sends what is due over one channel: a few messages travel at once, and while they do the next dozens are claimed. When
 * the channel goes down or the process stops, what was claimed and not sent is given back.
 */
import mongoose from 'mongoose';
import type { Clock } from '../../clock.ts';
import { type Claimed, claimDue, releaseClaim } from './claimDue.ts';
import { type DeliveryResult, deliverOne, type Send } from './deliverOne.ts';
import { type Delivery, DeliveryModel, type MessageChannel } from './delivery.ts';
import { mailConnections } from './mailSender.ts';

export type RoundCount = Partial<Record<DeliveryResult, number>>;

export interface Due {
  channel: MessageChannel;
  /** Waves that may send now. */
  waves: readonly string[];
  /** The most messages. */
  max: number;
  send: Send;
  clock: Clock;
  isStopping: () => boolean;
}

/** More than there are connections: while some messages travel, those before them are noted, many with one flush to the disk. */
const atOnce: Record<MessageChannel, number> = { email: 4 * mailConnections, sms: 2 };
/** As many as are sent in seconds, so that claims are used long before they run out. */
const claimedAtOnce: Record<MessageChannel, number> = { email: 200, sms: 10 };

export async function sendDue(due: Due): Promise<RoundCount> {
  const { channel, send, clock, isStopping } = due;
  const count: RoundCount = {};
  const add = (settled: DeliveryResult, n = 1) => {
    count[settled] = (count[settled] ?? 0) + n;
  };
  let isDown = false;
  const queue = claimAhead(due, (needless) => add('notNeeded', needless));
  const work = async () => {
    for (let next = await queue.next(); next; next = await queue.next()) {
      if (isDown || isStopping()) return queue.giveBack(next);
      const settled = await deliverOne(next, send, clock);
      add(settled);
      isDown ||= settled === 'channelDown';
    }
  };
  await Promise.all(Array.from({ length: atOnce[channel] }, work));
  await releaseClaim(await queue.rest(), clock.now());
  return count;
}

/** Claimed messages one by one; the next are claimed before these are all gone. */
function claimAhead({ channel, waves, max, clock }: Due, onNeedless: (count: number) => void) {
  const ready: Claimed[] = [];
  let left = max;
  let loading: Promise<void> | null = null;

  async function load(): Promise<void> {
    const due = await waiting(channel, waves, Math.min(left, claimedAtOnce[channel]), clock.now());
    left = due.length === 0 ? 0 : left - due.length;
    if (due.length === 0) return;
    const { claimed, notNeeded } = await claimDue(due, clock.now());
    ready.push(...claimed);
    if (notNeeded > 0) onNeedless(notNeeded);
  }

  async function next(): Promise<Claimed | undefined> {
    while (ready.length === 0 && left > 0) await more();
    if (ready.length < claimedAtOnce[channel] / 2 && left > 0) more().catch(() => undefined);
    return ready.shift();
  }

  /** One load at a time. A failed one is told to whoever waits for it, and the next try is a new one. */
  function more(): Promise<void> {
    loading ??= load().finally(() => {
      loading = null;
    });
    return loading;
  }

  return {
    next,
    giveBack: (claimed: Claimed) => void ready.push(claimed),
    async rest(): Promise<Claimed[]> {
      await loading;
      return ready.splice(0);
    },
  };
}

async function waiting(
  channel: MessageChannel,
  waves: readonly string[],
  most: number,
  now: Date,
): Promise<Delivery[]> {
  if (most <= 0) return [];
  return DeliveryModel.find({
    channel,
    state: 'waiting',
    wave: mongoose.trusted({ $in: [...waves] }),
    notBefore: mongoose.trusted({ $lte: now }),
  })
    .limit(most)
    .lean();
}
