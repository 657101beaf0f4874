/**
 * How many messages a reminder is, in the steps in which participation may be told: the exact number, looked at again and again,
 * would be the exact number of unused invitations.
 */
import { summariseDeliveries } from '../../participation/delivery/summariseDeliveries.ts';
import type { Wave } from '../../waves/wave.ts';
import { liveTotals } from '../progress/liveTotals.ts';

/** Messages that a reminder would be now, between two numbers; null when nobody was written to. */
export async function reminderSize(
  wave: Wave,
  now: Date,
): Promise<{ atLeast: number; atMost: number } | null> {
  const { channels } = await summariseDeliveries(wave._id);
  const written = [...channels.values()].reduce(
    (sum, { waiting, retrying, sending, sent }) => sum + waiting + retrying + sending + sent,
    0,
  );
  if (written === 0) return null;
  const { invited, used } = await liveTotals(wave, now);
  return {
    atLeast: Math.max(0, written - used.atMost),
    atMost: Math.min(written, invited - used.atLeast),
  };
}

/** Messages of a reminder that was queued, in steps of the minimum; null where even that would tell of one unit or a few people. */
export function minQueued({ units, minimum, minimumDetail }: Wave, queued: number): number | null {
  return units.length > 1 && queued >= minimumDetail ? Math.floor(queued / minimum) * minimum : null;
}
