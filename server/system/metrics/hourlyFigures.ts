/**
 * Figures of the store that are read once an hour and then stay until the next, for all processes alike: an answer fills the store by some
 * kilobytes, so that figures of every minute would tell when somebody answered. Of answering itself there are the totals of the province
 * alone, in the steps in which pages show them.
 */
import mongoose, { Schema } from 'mongoose';
import { liveTotals } from '../../campaigns/progress/liveTotals.ts';
import { hourOf } from '../../clock.ts';
import {
  DeliveryModel,
  type MessageChannel,
  messageChannels,
} from '../../participation/delivery/delivery.ts';
import { WaveModel } from '../../waves/wave.ts';
import { readDisk } from '../condition/readMachine.ts';
import { inSteps } from '../writtenBytes.ts';

export interface HourlyFigures {
  storeBytes: number;
  freeBytes: number;
  /** Waves by state. */
  waves: Record<string, number>;
  /** Of running waves. */
  running: { wave: string; invited: number; usedAtLeast: number; receivedAtLeast: number }[];
  /** Messages that wait, in steps: after a reminder the exact number would be that of people who have not answered. */
  waiting: Record<MessageChannel, number>;
}

interface Stored {
  _id: string;
  hour: Date;
  figures: HourlyFigures;
}
const FiguresModel = mongoose.model<Stored>(
  'HourlyFigures',
  new Schema<Stored>(
    {
      _id: { type: String, required: true },
      hour: { type: Date, required: true },
      figures: { type: Schema.Types.Mixed, required: true } as never,
    },
    { versionKey: false, collection: 'hourlyFigures', minimize: false },
  ),
);
const id = 'figures';
const waitingStep = 50;

/** Those of this hour; whoever asks first in an hour reads them, and others get the same. */
export async function hourlyFigures(dataDir: string, now: Date): Promise<HourlyFigures> {
  const hour = hourOf(now);
  const known = await FiguresModel.findById(id).lean();
  if (known?.hour.getTime() === hour.getTime()) return known.figures;
  const figures = await readFigures(dataDir, now);
  const other = { _id: id, hour: mongoose.trusted({ $ne: hour }) as never };
  await FiguresModel.updateOne(other, { $set: { hour, figures } }, { upsert: true }).catch(
    (error: unknown) => {
      // Another process was first, and its figures are those of the hour.
      if ((error as { code?: number }).code !== 11000) throw error;
    },
  );
  return (await FiguresModel.findById(id).lean())?.figures ?? figures;
}

async function readFigures(dataDir: string, now: Date): Promise<HourlyFigures> {
  const disk = await readDisk(dataDir);
  const states = await WaveModel.aggregate<{ _id: string; count: number }>([
    { $group: { _id: '$state', count: { $sum: 1 } } },
  ]);
  const open = await WaveModel.find({ state: 'open', imported: false }).lean();
  const running = [];
  for (const wave of open) {
    const { invited, used, received } = await liveTotals(wave, now);
    running.push({ wave: wave._id, invited, usedAtLeast: used.atLeast, receivedAtLeast: received });
  }
  return {
    storeBytes: 'data' in disk ? inSteps(disk.data) : 0,
    freeBytes: 'free' in disk ? inSteps(disk.free) : 0,
    waves: Object.fromEntries(states.map(({ _id, count }) => [_id, count])),
    running,
    waiting: Object.fromEntries(
      await Promise.all(messageChannels.map(async (channel) => [channel, await waitingIn(channel)])),
    ),
  };
}

async function waitingIn(channel: MessageChannel): Promise<number> {
  const count = await DeliveryModel.countDocuments({ channel, state: 'waiting' });
  return Math.ceil(count / waitingStep) * waitingStep;
}
