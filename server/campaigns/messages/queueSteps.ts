/** The states of queued messages as they may be shown once only unused invitations get messages. */
import { inWholeSteps } from '../../disclosure/steppedParticipation.ts';
import type { MessageChannel } from '../../participation/delivery/delivery.ts';
import {
  type DeliverySummary,
  type LostReminders,
  type ShownState,
  type StateCounts,
  shownStates,
  summariseDeliveries,
} from '../../participation/delivery/summariseDeliveries.ts';
import { hasReminded } from '../../participation/reminder/queueReminder.ts';
import type { Wave } from '../../waves/wave.ts';

/** `underWay`: waiting, being sent or sent, without saying which. */
export type QueueState = ShownState | 'underWay';
export type QueueCounts = Partial<Record<QueueState, number>>;

const unsent = ['waiting', 'retrying', 'sending'] as const;

/** The states for which any of these counts has messages, in order. */
export function statesIn(counts: readonly QueueCounts[]): QueueState[] {
  const all: QueueState[] = ['underWay', ...shownStates];
  return all.filter((state) => counts.some((each) => (each[state] ?? 0) > 0));
}

/** Rounds the waiting messages down to steps of the minimum and counts the rest as sent; in a wave of one unit all count as sent. */
export function inSteps(
  counts: StateCounts,
  { units, minimum }: Pick<Wave, 'units' | 'minimum'>,
): QueueCounts {
  const stepped: QueueCounts = { ...counts };
  for (const state of unsent) {
    const shown = units.length > 1 ? inWholeSteps(counts[state], minimum) : 0;
    stepped[state] = shown;
    stepped.sent = (stepped.sent ?? 0) + counts[state] - shown;
  }
  return stepped;
}

export function mergeUnderWay({
  waiting,
  retrying,
  sending,
  sent,
  ...otherStates
}: StateCounts): QueueCounts {
  return { underWay: waiting + retrying + sending + sent, ...otherStates };
}

/** Reminders of a channel that did not arrive, each kind in steps of the minimum: whoever is among them has not answered. */
export interface ShownLost extends LostReminders {
  channel: MessageChannel;
}

/** Nothing of a channel or kind with less than one step, nor in a wave of one unit. */
export function lostInSteps(
  { lostReminders }: Pick<DeliverySummary, 'lostReminders'>,
  { units, minimum }: Pick<Wave, 'units' | 'minimum'>,
): ShownLost[] {
  if (units.length <= 1) return [];
  return [...lostReminders]
    .map(([channel, lost]) => ({
      channel,
      refused: inWholeSteps(lost.refused, minimum),
      failed: inWholeSteps(lost.failed, minimum),
    }))
    .filter(({ refused, failed }) => refused + failed > 0);
}

/** Messages that wait, in a mail or on a page: once somebody was reminded in steps, since then only unused invitations get messages. */
export async function shownWaiting(wave: Pick<Wave, '_id' | 'units' | 'minimum'>): Promise<number> {
  const { channels } = await summariseDeliveries(wave._id);
  const isRevealing = await hasReminded(wave._id);
  const shown = [...channels.values()].map((counts) => (isRevealing ? inSteps(counts, wave) : counts));
  return shown.reduce((sum, counts) => sum + unsent.reduce((all, state) => all + (counts[state] ?? 0), 0), 0);
}
