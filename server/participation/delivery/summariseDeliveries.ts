/**
 * The queue of a wave in numbers, by channel and by office, and the addresses that somebody has to check. Reminders go only to
 * people who have not answered, so one that did not arrive counts as sent everywhere, and those are counted apart.
 */
import mongoose from 'mongoose';
import type { AddressCipher } from '../addressCipher.ts';
import { InvitationModel } from '../invitation.ts';
import {
  type Delivery,
  DeliveryModel,
  type DeliveryState,
  deliveryStates,
  type MessageChannel,
} from './delivery.ts';

/** `retrying` waits after a failed try. */
export type ShownState = DeliveryState | 'retrying';
export const shownStates: readonly ShownState[] = deliveryStates.flatMap((state) =>
  state === 'waiting' ? (['waiting', 'retrying'] as const) : [state],
);
export type StateCounts = Record<ShownState, number>;

export type LostReminders = Record<'refused' | 'failed', number>;

export interface DeliverySummary {
  channels: Map<MessageChannel, StateCounts>;
  offices: Map<string, StateCounts>;
  total: number;
  /** Reminders that did not arrive: `refused` because there is no such address, `failed` because they were given up. */
  lostReminders: Map<MessageChannel, LostReminders>;
}

const none = () => Object.fromEntries(shownStates.map((state) => [state, 0])) as StateCounts;

export async function summariseDeliveries(wave: string): Promise<DeliverySummary> {
  const groups = await DeliveryModel.aggregate<{
    _id: Pick<Delivery, 'office' | 'channel' | 'purpose' | 'state' | 'attempts'>;
    n: number;
  }>([
    { $match: { wave } },
    {
      $group: {
        _id: {
          office: '$office',
          channel: '$channel',
          purpose: '$purpose',
          state: '$state',
          attempts: '$attempts',
        },
        n: { $sum: 1 },
      },
    },
  ]);
  const summary: DeliverySummary = {
    channels: new Map(),
    offices: new Map(),
    total: 0,
    lostReminders: new Map(),
  };
  const add = <K>(to: Map<K, StateCounts>, at: K, state: ShownState, n: number) => {
    const counts = to.get(at) ?? none();
    counts[state] += n;
    to.set(at, counts);
  };
  for (const { _id, n } of groups) {
    const state = _id.state === 'waiting' && _id.attempts > 0 ? 'retrying' : _id.state;
    const isReminder = _id.purpose !== 'invitation' && !setByAdministrators.includes(_id.state);
    const isLost = isReminder && (_id.state === 'refused' || _id.state === 'failed');
    add(summary.channels, _id.channel, isLost ? 'sent' : state, n);
    add(summary.offices, _id.office, isReminder ? 'sent' : state, n);
    summary.total += n;
    if (isLost) {
      const lost = summary.lostReminders.get(_id.channel) ?? { refused: 0, failed: 0 };
      lost[_id.state as keyof LostReminders] += n;
      summary.lostReminders.set(_id.channel, lost);
    }
  }
  return summary;
}

export interface DeliveryTask extends Pick<Delivery, '_id' | 'office' | 'channel' | 'state' | 'problem'> {
  /** Empty where there is none, or where it cannot be read without the keys. */
  address: string;
  correction: { address: string; askedBy: string } | null;
}

const taskStates: DeliveryState[] = ['refused', 'failed', 'wrong'];
const setByAdministrators: DeliveryState[] = ['wrong', 'withdrawn'];

/** Invitations that were refused or given up, and addresses marked as wrong. */
const taskFilter = (wave: string) => ({
  wave,
  $or: mongoose.trusted([
    { state: 'wrong' as const },
    { purpose: 'invitation' as const, state: mongoose.trusted({ $in: taskStates }) },
  ]),
});

/** At most `max`, each with the address to check; reminders are never among them. */
export async function deliveryTasks(
  wave: string,
  max: number,
  cipher: AddressCipher | null,
): Promise<DeliveryTask[]> {
  const open = (sealed: string | null | undefined) => (sealed && cipher ? cipher.open(sealed) : '');
  const found = await DeliveryModel.find(taskFilter(wave)).limit(max).lean();
  const ids = mongoose.trusted({ $in: found.map(({ _id }) => _id) });
  const invitations = await InvitationModel.find({ _id: ids }, { sealedAddress: 1 }).lean();
  const addresses = new Map(invitations.map(({ _id, sealedAddress }) => [_id, open(sealedAddress)]));
  return found.map(({ _id, office, channel, state, problem, correction }) => ({
    _id,
    office,
    channel,
    state,
    problem,
    correction: correction && { address: open(correction.sealedAddress), askedBy: correction.askedBy },
    address: addresses.get(_id) ?? '',
  }));
}

export async function countTasks(wave: string): Promise<number> {
  return DeliveryModel.countDocuments(taskFilter(wave));
}

/** Progress of sending; messages that wait for another attempt are not counted as left. */
export async function sendingProgress(wave: string) {
  const total = await DeliveryModel.countDocuments({ wave });
  const unsent = mongoose.trusted({ $in: ['waiting', 'sending'] as DeliveryState[] });
  const left = await DeliveryModel.countDocuments({ wave, state: unsent, attempts: 0 });
  return { done: total - left, total, finished: left === 0 };
}
