/**
 * Participation in a running wave, as administrators see it: updated at most once an hour, and only when at least `minimum` invitations
 * were used since the last update, so that no number changes for one person. The hourly curve of the whole province comes from the same
 * figures; hours with fewer are merged into the next. Nothing refers to an invitation, and only the latest figures by unit are stored.
 */
import mongoose, { Schema } from 'mongoose';
import type { UnitParticipation } from '../../disclosure/steppedParticipation.ts';
import { listParticipation } from '../../participation/listParticipation.ts';
import { countBallots } from '../../responses/ballotsReceived.ts';
import type { Wave } from '../../waves/wave.ts';
import { onLaunchGrid, withReachedEnds } from './onLaunchGrid.ts';

export interface ParticipationLedger {
  /** The wave's id. */
  _id: string;
  /** The hour in which the figures were taken, `2026-11-23T08` in UTC. */
  hour: string;
  /** When read, with the people of the launch. */
  units: UnitParticipation[];
  received: number;
  /** Invitations used since the entry before, never fewer than the wave's minimum. */
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

/** How the ledger names an hour. */
export const hourName = (at: Date): string => at.toISOString().slice(0, 13);
/** The instant at which it begins. */
export const hourNamed = (hour: string): Date => new Date(`${hour}:00:00Z`);

const usedIn = ({ units }: Pick<ParticipationLedger, 'units'>) =>
  units.reduce((sum, { used }) => sum + used, 0);

/** The ledger, updated if it is time for new figures. The number of invitations is always current. */
export async function currentParticipation(wave: Wave, now: Date): Promise<ParticipationLedger> {
  const hour = hourName(now);
  const stored = await ParticipationLedgerModel.findOne({ _id: wave._id }).lean();
  const { units } = await listParticipation(wave);
  const gained = usedIn({ units }) - (stored ? usedIn(stored) : 0);
  if (stored?.hour === hour || gained < wave.minimum) {
    const same = withInvited(stored, units, wave._id, hour);
    return { ...same, units: onLaunchGrid(wave, same.units) };
  }
  const next: ParticipationLedger = {
    _id: wave._id,
    hour,
    units: withReachedEnds(wave, units, [stored?.units, wave.daily?.units]),
    received: await countBallots(wave._id),
    hours: [...(stored?.hours ?? []), { hour, used: gained }],
  };
  await ParticipationLedgerModel.replaceOne({ _id: wave._id }, next, { upsert: true });
  return { ...next, units: onLaunchGrid(wave, next.units) };
}

/** The stored figures, or zeros where there are none yet, with the present number of invitations. */
function withInvited(
  stored: ParticipationLedger | null,
  units: readonly { code: string; invited: number }[],
  wave: string,
  hour: string,
): ParticipationLedger {
  const before = new Map(stored?.units.map((unit) => [unit.code, unit]));
  const now = units.map(({ code, invited }) => {
    const { used = 0, end } = before.get(code) ?? {};
    return { code, invited: Math.max(invited, used), used, ...(end !== undefined && { end }) };
  });
  return { ...(stored ?? { _id: wave, hour, received: 0, hours: [] }), units: now };
}
