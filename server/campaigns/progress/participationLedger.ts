/**
 * How far a running wave has come, as administrators see it: taken at most once an hour, and only when at least `minimum` rights were used
 * since the last time, so that no number moves for one person. From the same comes the curve by hour of the whole province; hours with
 * fewer are merged into the next. Nothing of it hangs on an invitation, and only the latest figures by unit are kept.
 */
import mongoose, { Schema } from 'mongoose';
import { listParticipation } from '../../participation/listParticipation.ts';
import { ballotsReceived } from '../../responses/ballotsReceived.ts';
import type { Wave } from '../../waves/wave.ts';

export interface ParticipationLedger {
  /** The wave's id. */
  _id: string;
  /** The hour in which the figures were taken, `2026-11-23T08` in UTC. */
  hour: string;
  units: { code: string; invited: number; used: number }[];
  received: number;
  /** Rights used since the entry before, never fewer than the wave's minimum. */
  hours: { hour: string; used: number }[];
}

const schema = new Schema<ParticipationLedger>(
  {
    _id: { type: String, required: true },
    hour: { type: String, required: true },
    units: { type: [Schema.Types.Mixed], default: [] } as never,
    received: { type: Number, default: 0 },
    hours: { type: [Schema.Types.Mixed], default: [] } as never,
  },
  { versionKey: false, collection: 'participationLedgers', minimize: false },
);

export const ParticipationLedgerModel = mongoose.model<ParticipationLedger>('ParticipationLedger', schema);

const usedIn = ({ units }: Pick<ParticipationLedger, 'units'>) =>
  units.reduce((sum, { used }) => sum + used, 0);

/** The ledger as it stands after looking whether it is time for new figures; invitations are counted anew each time. */
export async function takeParticipation(wave: Wave, now: Date): Promise<ParticipationLedger> {
  const hour = now.toISOString().slice(0, 13);
  const kept = await ParticipationLedgerModel.findOne({ _id: wave._id }).lean();
  const { units } = await listParticipation(wave);
  const gained = usedIn({ units }) - (kept ? usedIn(kept) : 0);
  if (kept?.hour === hour || gained < wave.minimum) return withInvited(kept, units, wave._id, hour);
  const next: ParticipationLedger = {
    _id: wave._id,
    hour,
    units: units.map(({ code, invited, used }) => ({ code, invited, used })),
    received: await ballotsIn(wave),
    hours: [...(kept?.hours ?? []), { hour, used: gained }],
  };
  await ParticipationLedgerModel.replaceOne({ _id: wave._id }, next, { upsert: true });
  return next;
}

/** The figures kept, nothing used where there are none yet, with the invitations of now. */
function withInvited(
  kept: ParticipationLedger | null,
  units: readonly { code: string; invited: number }[],
  wave: string,
  hour: string,
): ParticipationLedger {
  const usedBefore = new Map(kept?.units.map(({ code, used }) => [code, used]));
  const now = units.map(({ code, invited }) => {
    const used = usedBefore.get(code) ?? 0;
    return { code, invited: Math.max(invited, used), used };
  });
  return { ...(kept ?? { _id: wave, hour, received: 0, hours: [] }), units: now };
}

async function ballotsIn({ _id }: Wave): Promise<number> {
  return [...(await ballotsReceived(_id)).values()].reduce((sum, n) => sum + n, 0);
}
