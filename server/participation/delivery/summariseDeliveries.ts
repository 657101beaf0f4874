/** The queue of a wave in numbers, by channel and by office, and the addresses that somebody has to look at. */
import mongoose from 'mongoose';
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

export interface DeliverySummary {
  channels: Map<MessageChannel, StateCounts>;
  offices: Map<string, StateCounts>;
  total: number;
}

const none = () => Object.fromEntries(shownStates.map((state) => [state, 0])) as StateCounts;

export async function summariseDeliveries(wave: string): Promise<DeliverySummary> {
  const groups = await DeliveryModel.aggregate<{
    _id: { office: string; channel: MessageChannel; state: DeliveryState; attempts: number };
    n: number;
  }>([
    { $match: { wave } },
    {
      $group: {
        _id: { office: '$office', channel: '$channel', state: '$state', attempts: '$attempts' },
        n: { $sum: 1 },
      },
    },
  ]);
  const summary: DeliverySummary = { channels: new Map(), offices: new Map(), total: 0 };
  const add = <K>(to: Map<K, StateCounts>, at: K, state: ShownState, n: number) => {
    const counts = to.get(at) ?? none();
    counts[state] += n;
    to.set(at, counts);
  };
  for (const { _id, n } of groups) {
    const state = _id.state === 'waiting' && _id.attempts > 0 ? 'retrying' : _id.state;
    add(summary.channels, _id.channel, state, n);
    add(summary.offices, _id.office, state, n);
    summary.total += n;
  }
  return summary;
}

export interface DeliveryTask extends Pick<Delivery, '_id' | 'office' | 'channel' | 'state' | 'problem'> {
  address: string;
}

const taskStates: DeliveryState[] = ['refused', 'failed', 'wrong'];

/** Addresses that were refused, given up or marked as wrong. */
export async function deliveryTasks(wave: string, most: number): Promise<DeliveryTask[]> {
  const found = await DeliveryModel.find({ wave, state: mongoose.trusted({ $in: taskStates }) })
    .limit(most)
    .lean<Delivery[]>();
  const ids = mongoose.trusted({ $in: found.map(({ _id }) => _id) });
  const invitations = await InvitationModel.find({ _id: ids }, { address: 1 }).lean();
  const addresses = new Map(invitations.map(({ _id, address }) => [_id, address ?? '']));
  return found.map(({ _id, office, channel, state, problem }) => ({
    _id,
    office,
    channel,
    state,
    problem,
    address: addresses.get(_id) ?? '',
  }));
}

export async function countTasks(wave: string): Promise<number> {
  return DeliveryModel.countDocuments({ wave, state: mongoose.trusted({ $in: taskStates }) });
}
