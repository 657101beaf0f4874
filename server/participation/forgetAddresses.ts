/** When a wave is counted or withdrawn, nobody needs to be reached any more: what could name a person goes. */
import { InvitationModel } from './invitation.ts';

export async function forgetAddresses(wave: string): Promise<void> {
  await InvitationModel.updateMany({ wave }, { $set: { address: null } });
}
