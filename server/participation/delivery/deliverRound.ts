/**
 * A round of sending: what is due, of waves that are open and not held, over channels that work, up to a limit that keeps
 * the rate. Runs again and again in the process that owns the jobs; two at once would not send anything twice.
 */
import mongoose from 'mongoose';
import type { Clock } from '../../clock.ts';
import { phaseOf, type Wave, WaveModel } from '../../waves/wave.ts';
import { channelDown, channelWorks, isHeld } from './channel.ts';
import { linkOf, mailComposer } from './composeMail.ts';
import { composeSms } from './composeSms.ts';
import { deliverOne, type Send, type Settled } from './deliverOne.ts';
import { type Delivery, DeliveryModel, type MessageChannel, messageChannels } from './delivery.ts';
import { mailConnections } from './mailSender.ts';
import type { Senders } from './senders.ts';

export interface Courier {
  senders: Senders;
  clock: Clock;
  baseUrl: string;
  /** Asked before each message; true ends the round. */
  isStopping?: () => boolean;
}

export type RoundCount = Partial<Record<Settled, number>>;

/** More than there are connections: while some messages travel, others are claimed and settled, and their writes share a flush. */
const atOnce: Record<MessageChannel, number> = { email: 4 * mailConnections, sms: 2 };

/** @param most messages of each channel */
export async function deliverRound(
  courier: Courier,
  most: Record<MessageChannel, number>,
): Promise<Record<MessageChannel, RoundCount>> {
  const now = courier.clock.now();
  await releaseClaims(now);
  const waves = await sendingWaves(now);
  const counts: Record<MessageChannel, RoundCount> = { email: {}, sms: {} };
  await Promise.all(
    messageChannels.map(async (channel) => {
      if (!courier.senders[channel] || (await channelDown(channel, now))) return;
      counts[channel] = await sendDue(courier, channel, waves, most[channel]);
    }),
  );
  return counts;
}

/** Messages whose sender died wait again. */
async function releaseClaims(now: Date): Promise<void> {
  await DeliveryModel.updateMany(
    { state: 'sending', claimUntil: mongoose.trusted({ $lte: now }) },
    { $set: { state: 'waiting', claim: null, claimUntil: null, notBefore: now } },
  );
}

async function sendingWaves(now: Date): Promise<Map<string, Wave>> {
  const open = await WaveModel.find({ state: 'open', imported: false }).lean<Wave[]>();
  const ready = new Map<string, Wave>();
  for (const wave of open) {
    if (phaseOf(wave, now) === 'open' && !(await isHeld(wave._id))) ready.set(wave._id, wave);
  }
  return ready;
}

async function sendDue(
  courier: Courier,
  channel: MessageChannel,
  waves: ReadonlyMap<string, Wave>,
  most: number,
): Promise<RoundCount> {
  const { clock, isStopping = () => false } = courier;
  const due = await DeliveryModel.find({
    channel,
    state: 'waiting',
    wave: mongoose.trusted({ $in: [...waves.keys()] }),
    notBefore: mongoose.trusted({ $lte: clock.now() }),
  })
    .limit(most)
    .lean<Delivery[]>();
  const send = sendFor(courier, channel, waves);
  const count: RoundCount = {};
  let isDown = false;
  const work = async () => {
    for (let next = due.shift(); next && !isDown && !isStopping(); next = due.shift()) {
      const settled = await deliverOne(next, send, clock);
      count[settled] = (count[settled] ?? 0) + 1;
      isDown ||= settled === 'channelDown';
    }
  };
  await Promise.all(Array.from({ length: atOnce[channel] }, work));
  if (!isDown && (count.sent || count.refused)) await channelWorks(channel);
  return count;
}

/** Composes once for each wave and purpose, then sends one message after another. */
function sendFor(
  { senders, baseUrl }: Courier,
  channel: MessageChannel,
  waves: ReadonlyMap<string, Wave>,
): Send {
  const composers = new Map<string, ReturnType<typeof mailComposer>>();
  const mailFor = (wave: Wave, purpose: Delivery['purpose']) => {
    const known = composers.get(`${wave._id} ${purpose}`) ?? mailComposer(wave, purpose, baseUrl);
    composers.set(`${wave._id} ${purpose}`, known);
    return known;
  };
  return async (to, code, { wave: id, purpose }, message) => {
    if (channel === 'sms')
      return senders.sms!.send(to, composeSms(purpose, linkOf(baseUrl, id, code)), message);
    const compose = await mailFor(waves.get(id)!, purpose);
    return senders.email!.send(to, compose(code), message);
  };
}
