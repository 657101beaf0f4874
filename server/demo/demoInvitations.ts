/** The invitations of a past wave: one for everybody, of which as many are used as people answered. Their codes no longer exist. */

import { randomId } from '../database/randomId.ts';
import { InvitationModel } from '../participation/invitation.ts';
import type { WaveUnit } from '../waves/waveUnit.ts';

/** @returns the number of invitations of the unit */
export async function addPastInvitations(
  wave: string,
  unit: WaveUnit,
  peopleOf: (office: string) => { headcount: number; answered: number },
): Promise<number> {
  const invitations = unit.offices.flatMap((office) => {
    const { headcount, answered } = peopleOf(office);
    return Array.from({ length: headcount }, (_, position) => ({
      _id: randomId(),
      wave,
      office,
      unit: unit.code,
      used: position < answered,
    }));
  });
  await InvitationModel.insertMany(invitations);
  return invitations.length;
}
