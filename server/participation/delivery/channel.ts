/**
 * The state of a whole channel: a mail server that is down stops the queue instead of failing every message in it. Also whether an
 * administrator holds back the messages of a wave.
 */
import mongoose, { Schema } from 'mongoose';
import { hourOf, minuteMs, plusMs } from '../../clock.ts';
import type { MessageChannel } from './delivery.ts';

export interface Channel {
  _id: MessageChannel;
  /** Failures in a row. */
  failures: number;
  /** When to try again. */
  retryAt: Date | null;
  problem: string;
  /** When the first of the failures in a row was. */
  failingSince: Date | null;
  failedAt: Date | null;
  /** When something last got through, to the hour: how long a reminder took would tell how many had not answered. */
  succeededAt: Date | null;
}

const channel = new Schema<Channel>(
  {
    _id: { type: String, required: true },
    failures: { type: Number, default: 0 },
    retryAt: { type: Date, default: null },
    problem: { type: String, default: '' },
    failingSince: { type: Date, default: null },
    failedAt: { type: Date, default: null },
    succeededAt: { type: Date, default: null },
  },
  { versionKey: false, collection: 'channels' },
);
export const ChannelModel = mongoose.model<Channel>('Channel', channel);

/** Exists while the messages of a wave are held. */
const held = new Schema<{ _id: string }>(
  { _id: { type: String, required: true } },
  { versionKey: false, collection: 'heldWaves' },
);
const HeldWaveModel = mongoose.model('HeldWave', held);

const channelPauses = [1, 2, 5, 10, 20, 30];
const messagePauses = [5, 15, 60, 240, 720];
export const maxAttempts = messagePauses.length + 1;

const pacePauses = [5, 15, 60, 240];
/** About a week: a relay that lets through so many a day has had its turn with everybody by then. */
const maxPaced = 40;

const pauseEnd = (now: Date, pauses: readonly number[], failures: number) =>
  plusMs(now, (pauses[Math.min(failures, pauses.length) - 1] ?? 1) * minuteMs);

/** When to try a message again after this many failures. */
export function retryAfter(now: Date, attempts: number): Date {
  return pauseEnd(now, messagePauses, attempts);
}

/** When to try a message again that the server put off for the pace so often in a row; null gives it to a person. */
export function retryAtPace(now: Date, paced: number): Date | null {
  return paced < maxPaced ? pauseEnd(now, pacePauses, paced) : null;
}

export async function channelFailed(channel: MessageChannel, problem: string, now: Date): Promise<void> {
  const before = await ChannelModel.findById(channel).lean();
  if (before?.retryAt && before.retryAt > now) return;
  const failures = (before?.failures ?? 0) + 1;
  const retryAt = pauseEnd(now, channelPauses, failures);
  const failingSince = before?.failingSince ?? now;
  const failed = { failures, retryAt, problem, failingSince, failedAt: now };
  await ChannelModel.updateOne({ _id: channel }, { $set: failed }, { upsert: true });
}

export async function channelSucceeded(channel: MessageChannel, now: Date): Promise<void> {
  const works = { ...noProblem, failingSince: null, succeededAt: hourOf(now) };
  await ChannelModel.updateOne({ _id: channel }, { $set: works }, { upsert: true });
}

const noProblem = { failures: 0, retryAt: null, problem: '' };

/** An administrator wants to try again now; the channel counts as failing until something gets through. */
export async function retryChannelNow(channel: MessageChannel): Promise<void> {
  await ChannelModel.updateOne({ _id: channel }, { $set: noProblem });
}

/** Those over which nothing got through the last time. */
export const failingChannels = (): Promise<Channel[]> =>
  ChannelModel.find({ failures: mongoose.trusted({ $gt: 0 }) as never }).lean();

export async function isChannelDown(channel: MessageChannel, now: Date): Promise<Channel | null> {
  const state = await ChannelModel.findById(channel).lean();
  return state?.retryAt && state.retryAt > now ? state : null;
}

/** No message of the wave is sent until it goes on. */
export async function holdWave(wave: string): Promise<void> {
  await HeldWaveModel.updateOne({ _id: wave }, { $set: { _id: wave } }, { upsert: true });
}

export async function resumeWave(wave: string): Promise<void> {
  await HeldWaveModel.deleteOne({ _id: wave });
}

export async function isHeld(wave: string): Promise<boolean> {
  return (await HeldWaveModel.countDocuments({ _id: wave })) > 0;
}
