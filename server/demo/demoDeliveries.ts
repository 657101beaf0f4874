/** Messages of the demo’s running wave: most were sent, some were refused or lost, some wait; one reminder went out, one is planned. */
import mongoose from 'mongoose';
import { isoDayOf } from '../i18n/isoDay.ts';
import { addressCipher, sealAddress } from '../participation/addressCipher.ts';
import { type Delivery, DeliveryModel, type MessageChannel } from '../participation/delivery/delivery.ts';
import { InvitationModel } from '../participation/invitation.ts';
import { ReminderModel } from '../participation/reminder/reminder.ts';
import { defaultCalendar, nextWorkingDay } from '../participation/reminder/workingCalendar.ts';
import { demoDay } from './demoWaves.ts';

/** Of a hundred invitations: by e-mail, then by SMS; the rest are slips. */
const shares = { email: 55, sms: 20 };

/** Gives the invitations of these offices addresses, and the states after a week of sending. */
export async function addDemoDeliveries(
  wave: string,
  offices: readonly string[],
  { now, keyDir }: { now: Date; keyDir: string },
): Promise<void> {
  const cipher = addressCipher(keyDir, wave);
  const invitations = await InvitationModel.find({ wave, office: mongoose.trusted({ $in: [...offices] }) })
    .sort({ office: 1, used: 1, _id: 1 })
    .lean();
  const made = invitations.flatMap(({ _id, office, used }, position) => {
    const channel = channelOf(position);
    return channel ? [{ _id, wave, office, channel, ...stateOf(position, used, now) }] : [];
  });
  await DeliveryModel.insertMany(made);
  await InvitationModel.bulkWrite(
    made.map(({ _id, channel }, position) => ({
      updateOne: {
        filter: { _id },
        update: { $set: { channel, ...sealAddress(cipher, addressOf(channel, position)) } },
      },
    })),
  );
  await addReminders(wave, made.length, now);
}

function channelOf(position: number): MessageChannel | null {
  const remainder = position % 100;
  if (remainder < shares.email) return 'email';
  return remainder < shares.email + shares.sms ? 'sms' : null;
}

const addressOf = (channel: MessageChannel, position: number) =>
  channel === 'email' ? `hamkar${position}@example.ir` : `+98914${String(2_000_000 + position)}`;

function stateOf(position: number, used: boolean, now: Date): Partial<Delivery> {
  const remainder = position % 211;
  if (used || remainder > 17) return { state: 'sent', purpose: 'reminder' };
  if (remainder > 12) return { ...lostReminder(remainder), purpose: 'reminder' };
  if (remainder < 3) return { state: 'refused', problem: '550 5.1.1' };
  if (remainder === 3) return { state: 'wrong' };
  if (remainder < 7)
    return { state: 'waiting', attempts: 1, problem: '450 4.2.1', notBefore: demoDay(now, 1) };
  return { state: 'waiting', notBefore: now };
}

/** The invitation had arrived; since then some addresses were closed, and some numbers could not be reached for a day. */
function lostReminder(remainder: number): Partial<Delivery> {
  if (remainder < 16) return { state: 'refused', problem: '550 5.1.1' };
  return { state: 'failed', problem: 'timeout' };
}

async function addReminders(wave: string, messages: number, now: Date): Promise<void> {
  const tenOf = (day: string) => new Date(`${day}T06:30:00.000Z`);
  const workingDay = (from: Date) => nextWorkingDay(isoDayOf(from), defaultCalendar) ?? isoDayOf(from);
  const [past, next] = [workingDay(demoDay(now, -5)), workingDay(demoDay(now, 3))];
  await ReminderModel.insertMany([
    { _id: 'demo-reminder-1', wave, at: tenOf(past), state: 'done', queued: Math.round(messages * 0.7) },
    { _id: 'demo-reminder-2', wave, at: tenOf(next) },
  ]);
}
