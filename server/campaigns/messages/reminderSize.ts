/**
 * How many messages a reminder has, in the steps in which participation may be shown: the exact number, read repeatedly, would be the
 * exact number of unused invitations.
 */

import { inWholeSteps } from '../../disclosure/steppedParticipation.ts';
import { summariseDeliveries } from '../../participation/delivery/summariseDeliveries.ts';
import type { Wave } from '../../waves/wave.ts';
import { liveTotals } from '../progress/liveTotals.ts';

/** How many messages a reminder would have now, between two numbers; null when nobody got a message yet. */
export async function reminderSize(
  wave: Wave,
  now: Date,
): Promise<{ atLeast: number; atMost: number } | null> {
  const { channels } = await summariseDeliveries(wave._id);
  const messaged = [...channels.values()].reduce(
    (sum, { waiting, retrying, sending, sent }) => sum + waiting + retrying + sending + sent,
    0,
  );
  if (messaged === 0) return null;
  const { invited, used } = await liveTotals(wave, now);
  return {
    atLeast: Math.max(0, messaged - used.atMost),
    atMost: Math.min(messaged, invited - used.atLeast),
  };
}

/** Messages of a reminder that was queued, in steps of the minimum; null where even that would be about one unit or a few people. */
export function minQueued({ units, minimum, minimumDetail }: Wave, queued: number): number | null {
  return units.length > 1 && queued >= minimumDetail ? inWholeSteps(queued, minimum) : null;
}
