/**
 * One round of sending: the messages that are due, of waves that are open and not held, over channels that work, up to the limit that
 * the rate allows. The process that owns the jobs runs it again and again; two rounds at once would send nothing twice.
 */
import mongoose from 'mongoose';
import type { Clock } from '../../clock.ts';
import { waveKeysPresent } from '../../waves/keys/waveKeysFile.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import { phaseOf } from '../../waves/wavePhase.ts';
import { type AddressCiphers, addressCiphers } from '../addressCipher.ts';
import { type AddressNotice, sendAddressNotices } from './addressNotice.ts';
import { channelFailed, channelSucceeded, isChannelDown, isHeld } from './channel.ts';
import { composeAddressNotice } from './composeAddressNotice.ts';
import { mailComposer } from './composeMail.ts';
import { composeSms } from './composeSms.ts';
import type { Send } from './deliverOne.ts';
import { DeliveryModel, type MessageChannel, messageChannels, type Purpose } from './delivery.ts';
import { type RoundCount, sendDue } from './sendDue.ts';
import type { Senders } from './senders.ts';

/** Messages that belong to no wave's invitations, over the same channels. */
export type FurtherQueue = (
  channel: MessageChannel,
  tools: { now: Date; max: number; senders: Senders; baseUrl: string; isStopping: () => boolean },
) => Promise<{ tried: number; sent: number /** What is wrong with the channel, or ''. */; down: string }>;

export interface DeliveryTools {
  senders: Senders;
  clock: Clock;
  baseUrl: string;
  /** A wave whose keys are not there waits: its addresses cannot be read. */
  keyDir: string;
  /** Called before each message; true ends the round. */
  isStopping?: () => boolean;
  further?: FurtherQueue;
}

/** @param max messages for each channel */
export async function deliverRound(
  tools: DeliveryTools,
  max: Record<MessageChannel, number>,
): Promise<Record<MessageChannel, RoundCount>> {
  const now = tools.clock.now();
  await releaseClaims(now);
  const waves = await sendingWaves(now, tools.keyDir);
  const ciphers = addressCiphers(tools.keyDir);
  const counts: Record<MessageChannel, RoundCount> = { email: {}, sms: {} };
  await Promise.all(
    messageChannels.map(async (channel) => {
      if (!tools.senders[channel] || max[channel] === 0 || (await isChannelDown(channel, now))) return;
      await sendAddressNotices(channel, [...waves.keys()], {
        now,
        max: max[channel],
        send: noticeSender(tools, channel, { waves, ciphers }),
      });
      const further = await sendFurther(tools, channel, max[channel], now);
      if (further.down) return;
      counts[channel] = await sendDue({
        channel,
        waves: [...waves.keys()],
        max: Math.max(0, max[channel] - further.tried),
        send: sendFor(tools, channel, waves),
        clock: tools.clock,
        ciphers,
        isStopping: tools.isStopping ?? (() => false),
      });
    }),
  );
  return counts;
}

/** At most half of the round, so that neither queue waits for the other. */
async function sendFurther(
  { further, senders, baseUrl, isStopping = () => false }: DeliveryTools,
  channel: MessageChannel,
  max: number,
  now: Date,
) {
  if (!further) return { tried: 0, sent: 0, down: '' };
  const count = await further(channel, { now, max: Math.ceil(max / 2), senders, baseUrl, isStopping });
  if (count.sent > 0) await channelSucceeded(channel, now);
  else if (count.down) await channelFailed(channel, count.down, now);
  return count;
}

/** Queues messages again whose sending process died. */
async function releaseClaims(now: Date): Promise<void> {
  await DeliveryModel.updateMany(
    {
      channel: mongoose.trusted({ $in: [...messageChannels] }),
      state: 'sending',
      claimUntil: mongoose.trusted({ $lte: now }),
    },
    { $set: { state: 'waiting', claim: null, claimUntil: null, notBefore: now } },
  );
}

async function sendingWaves(now: Date, keyDir: string): Promise<Map<string, Wave>> {
  const open = await WaveModel.find({ state: 'open', imported: false }).lean();
  const ready = new Map<string, Wave>();
  for (const wave of open) {
    const canSend = phaseOf(wave, now) === 'open' && waveKeysPresent(keyDir, wave._id);
    if (canSend && !(await isHeld(wave._id))) ready.set(wave._id, wave);
  }
  return ready;
}

/** Composes once for each wave and purpose, then sends one message after another. */
function sendFor(
  { senders, baseUrl }: DeliveryTools,
  channel: MessageChannel,
  waves: ReadonlyMap<string, Wave>,
): Send {
  const composers = new Map<string, ReturnType<typeof mailComposer>>();
  const mailFor = (wave: Wave, purpose: Purpose) => {
    const composer = composers.get(`${wave._id} ${purpose}`) ?? mailComposer(wave, purpose, baseUrl);
    composers.set(`${wave._id} ${purpose}`, composer);
    return composer;
  };
  return async ({ address, code, delivery: { wave: id, purpose, message, bounceToken } }) => {
    if (channel === 'sms')
      return senders.sms!.send(address, composeSms(waves.get(id)!, purpose, baseUrl, { code }), {
        id: message,
      });
    const compose = await mailFor(waves.get(id)!, purpose);
    return senders.email!.send(address, compose(code), { id: message, bounceToken });
  };
}

function noticeSender(
  { senders, baseUrl }: DeliveryTools,
  channel: MessageChannel,
  { waves, ciphers }: { waves: ReadonlyMap<string, Wave>; ciphers: AddressCiphers },
) {
  return ({ _id, wave, sealedAddress }: AddressNotice) => {
    const address = ciphers(wave).open(sealedAddress);
    const { email, sms } = composeAddressNotice(waves.get(wave)!, baseUrl);
    return channel === 'sms'
      ? senders.sms!.send(address, sms, { id: _id })
      : senders.email!.send(address, email, { id: _id });
  };
}
