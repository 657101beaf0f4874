/** Invitations made and used, by office and by reporting unit: only numbers, and no times, because none are stored. */
import mongoose from 'mongoose';
import { unitHeadcounts } from '../waves/launchHeadcounts.ts';
import type { Wave } from '../waves/wave.ts';
import { InvitationModel } from './invitation.ts';

export interface Participation {
  code: string;
  headcount: number | null;
  invited: number;
  used: number;
}

export interface WaveParticipation {
  offices: Participation[];
  units: Participation[];
  total: Participation;
}

export async function listParticipation(
  wave: Pick<Wave, '_id' | 'offices' | 'units'>,
): Promise<WaveParticipation> {
  const invited = await countByOffice(wave._id);
  const used = await countByOffice(wave._id, { used: true });
  const offices = wave.offices.map(({ code, headcount }) => ({
    code,
    headcount,
    invited: invited.get(code) ?? 0,
    used: used.get(code) ?? 0,
  }));
  const units = wave.units.map((unit) => {
    const members = offices.filter(({ code }) => unit.offices.includes(code));
    return { ...addUp(unit.code, members), headcount: unit.headcount };
  });
  return { offices, units, total: addUp('', offices) };
}

/** Whether anybody was invited yet. */
export async function hasInvitations(wave: string): Promise<boolean> {
  return (await InvitationModel.exists({ wave })) !== null;
}

/** Whether a unit has more invitations than it had people at the launch; the first page tells its people so. */
export async function hasTooManyInvitations(
  wave: Pick<Wave, '_id' | 'units' | 'offices' | 'headcountCorrections'>,
  unit: string,
): Promise<boolean> {
  const headcounts = unitHeadcounts(wave, unit);
  if (headcounts === null) return false;
  // By its offices, as they are indexed: by the unit alone every invitation of the wave would be read, for each first page.
  const offices = wave.units.find(({ code }) => code === unit)?.offices ?? [];
  const office = mongoose.trusted({ $in: [...offices] });
  return (await InvitationModel.countDocuments({ wave: wave._id, office })) > headcounts.atLaunch;
}

async function countByOffice(wave: string, use: { used?: boolean } = {}): Promise<Map<string, number>> {
  const groups = await InvitationModel.aggregate<{ _id: string; n: number }>([
    { $match: { wave, ...use } },
    { $group: { _id: '$office', n: { $sum: 1 } } },
  ]);
  return new Map(groups.map(({ _id, n }) => [_id, n]));
}

function addUp(code: string, parts: readonly Participation[]): Participation {
  const sum = (pick: (part: Participation) => number) => parts.reduce((total, part) => total + pick(part), 0);
  return {
    code,
    headcount: sum((part) => part.headcount ?? 0),
    invited: sum((part) => part.invited),
    used: sum((part) => part.used),
  };
}
