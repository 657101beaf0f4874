/**
 * Codes of invitations that are sent: each send adds one, minted just before it. An invitation that was used gets a
 * meaningless hash in the place of the code it is no longer sent: otherwise the number of its codes would tell before
 * which reminder it was used.
 */
import { hashCode, newCode } from '../code.ts';
import { InvitationModel } from '../invitation.ts';

/** A fresh code for an unused invitation, or null when it was used in the meantime (and is padded). */
export async function mintCode(invitation: string): Promise<string | null> {
  const code = newCode();
  const added = await InvitationModel.updateOne(
    { _id: invitation, used: false },
    { $push: { codeHashes: hashCode(code) } },
  );
  if (added.modifiedCount === 1) return code;
  await padCodes(invitation);
  return null;
}

/** Takes back a code whose message certainly never left. */
export async function dropCode(invitation: string, code: string): Promise<void> {
  await InvitationModel.updateOne(
    { _id: invitation, used: false },
    { $pull: { codeHashes: hashCode(code) } },
  );
}

/** A meaningless hash for an invitation that was used. */
export async function padCodes(invitation: string): Promise<void> {
  await InvitationModel.updateOne(
    { _id: invitation, used: true },
    { $push: { codeHashes: hashCode(newCode()) } },
  );
}
