/**
 * Queues a reminder. What is stored looks alike for everybody who was sent an invitation: unused invitations wait for a message, used
 * ones get a meaningless hash at once; afterwards neither times, marks nor the number of codes show before which reminder an
 * invitation was used.
 */
import mongoose from 'mongoose';
import { dayMs, hourMs } from '../../clock.ts';
import { randomId } from '../../database/randomId.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import { phaseOf } from '../../waves/wavePhase.ts';
import { DeliveryModel, type Purpose } from '../delivery/delivery.ts';
import { padCodes } from '../delivery/mintCode.ts';
import { type Invitation, InvitationModel } from '../invitation.ts';
import { type Reminder, ReminderModel } from './reminder.ts';

const batchSize = 1000;
/** A reminder later than this is not sent in the middle of the night, nor twice in two days. */
const maxDelayMs = 8 * hourMs;
/** So long before the end a reminder is the last call. */
const lastDaysMs = 3 * dayMs;

/** Starts due reminders and resumes interrupted ones. Returns the reminders that are completely queued now. */
export async function startDueReminders(now: Date): Promise<Reminder[]> {
  const due = await ReminderModel.find({
    state: mongoose.trusted({ $in: ['planned', 'queueing'] as Reminder['state'][] }),
    at: mongoose.trusted({ $lte: now }),
  }).lean();
  const done: Reminder[] = [];
  for (const reminder of due) {
    const wave = await WaveModel.findById(reminder.wave).lean();
    const isLate = now.getTime() - reminder.at.getTime() > maxDelayMs;
    if (!wave || phaseOf(wave, now) !== 'open' || (isLate && reminder.state === 'planned')) {
      await ReminderModel.updateOne({ _id: reminder._id }, { $set: { state: 'missed' } });
      continue;
    }
    const padding = reminder.padding ?? randomId(20);
    await ReminderModel.updateOne({ _id: reminder._id }, { $set: { state: 'queueing', padding } });
    await queueReminder({ ...reminder, padding }, await purposeOf(reminder, wave), now);
    done.push(reminder);
  }
  return done;
}

/** The last one that is planned is the last call when the end is near; its words say so. */
async function purposeOf({ at, wave }: Reminder, { closesAt }: Pick<Wave, 'closesAt'>): Promise<Purpose> {
  const isNear = closesAt !== null && closesAt.getTime() - at.getTime() <= lastDaysMs;
  if (!isNear) return 'reminder';
  const later = await ReminderModel.exists({ wave, state: 'planned', at: mongoose.trusted({ $gt: at }) });
  return later ? 'reminder' : 'lastCall';
}

async function queueReminder(
  { _id, wave, padding = '' }: Reminder,
  purpose: Purpose,
  now: Date,
): Promise<void> {
  for await (const batch of invitationsOf(wave)) {
    const used = batch.filter((one) => one.used).map((one) => one._id);
    const unused = batch.filter((one) => !one.used).map((one) => one._id);
    const notQueued = { state: 'sent', round: mongoose.trusted({ $ne: _id }) } as const;
    const marks = { purpose, round: _id };
    const waiting = await DeliveryModel.updateMany(
      { ...notQueued, _id: mongoose.trusted({ $in: unused }) },
      { $set: { ...marks, state: 'waiting', notBefore: now, attempts: 0 } },
    );
    const atRest = await DeliveryModel.find(
      { ...notQueued, _id: mongoose.trusted({ $in: used }) },
      { _id: 1 },
    ).lean();
    await padCodes(atRest.map((delivery) => ({ ...delivery, message: padding })));
    const padded = mongoose.trusted({ $in: atRest.map((delivery) => delivery._id) });
    await DeliveryModel.updateMany({ _id: padded }, { $set: marks });
    await ReminderModel.updateOne({ _id }, { $inc: { queued: waiting.modifiedCount } });
  }
  await ReminderModel.updateOne({ _id }, { $set: { state: 'done' }, $unset: { padding: 1 } });
  await DeliveryModel.updateMany({ wave }, { $set: { round: '' } });
}

/** Whether a reminder has been queued: from then on the number of waiting messages equals that of unused invitations. */
export async function hasReminded(wave: string): Promise<boolean> {
  const state = mongoose.trusted({ $in: ['queueing', 'done'] as Reminder['state'][] });
  return (await ReminderModel.exists({ wave, state })) !== null;
}

type InvitationUse = Pick<Invitation, '_id' | 'used'>;

async function* invitationsOf(wave: string): AsyncGenerator<InvitationUse[]> {
  for (let after = ''; ; ) {
    const batch = await InvitationModel.find(
      {
        wave,
        channel: mongoose.trusted({ $in: ['email', 'sms'] as Invitation['channel'][] }),
        _id: mongoose.trusted({ $gt: after }),
      },
      { used: 1 },
    )
      .sort({ _id: 1 })
      .limit(batchSize)
      .lean();
    if (batch.length === 0) return;
    yield batch;
    after = batch.at(-1)!._id;
  }
}
