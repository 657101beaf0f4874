/** The invitations of a past wave: one for everybody, and as many used as have answered. Nobody holds their codes any more. */

import { randomId } from '../database/randomId.ts';
import { InvitationModel } from '../participation/invitation.ts';
import type { WaveUnit } from '../waves/waveUnit.ts';

/** Resolves to the number of invitations of the unit. */
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
