/** The states of queued messages as they may be told once only unused invitations are written to. */
import {
  type ShownState,
  type StateCounts,
  shownStates,
} from '../../participation/delivery/summariseDeliveries.ts';
import type { Wave } from '../../waves/wave.ts';

/** `underWay`: waiting, being sent or sent, without telling which. */
export type QueueState = ShownState | 'underWay';
export type QueueCounts = Partial<Record<QueueState, number>>;

const moving = ['waiting', 'retrying', 'sending'] as const;

/** The states that any of these counts has messages in, in their order. */
export function statesIn(counts: readonly QueueCounts[]): QueueState[] {
  const all: QueueState[] = ['underWay', ...shownStates];
  return all.filter((state) => counts.some((each) => (each[state] ?? 0) > 0));
}

/** What waits in whole steps of the minimum, the rest among what was sent; nothing waits in a wave of one unit. */
export function inSteps(
  counts: StateCounts,
  { units, minimum }: Pick<Wave, 'units' | 'minimum'>,
): QueueCounts {
  const stepped: QueueCounts = { ...counts };
  for (const state of moving) {
    const told = units.length > 1 ? Math.floor(counts[state] / minimum) * minimum : 0;
    stepped[state] = told;
    stepped.sent = (stepped.sent ?? 0) + counts[state] - told;
  }
  return stepped;
}

export function inProgress({ waiting, retrying, sending, sent, ...troubles }: StateCounts): QueueCounts {
  return { underWay: waiting + retrying + sending + sent, ...troubles };
}
