/** Makes codes for an office: shown once, stored as hashes, and never more than the headcount without a second administrator. */
import { randomId } from '../database/randomId.ts';
import { Conflict } from '../http/httpErrors.ts';
import type { Wave } from '../waves/wave.ts';
import { takesInvitations } from '../waves/waveState.ts';
import { hashCode, newCode } from './code.ts';
import { type InvitationChannel, InvitationModel } from './invitation.ts';

/** More invitations than people: a second administrator must agree. */
export class AboveHeadcount extends Conflict {
  constructor(values: { headcount: number; invited: number; asked: number }) {
    super('participation:aboveHeadcount', values);
  }
}

/**
 * Makes `count` invitations and returns their codes, which nobody can show again.
 * @param consentBy the second administrator's account, when this exceeds the headcount
 * @throws AboveHeadcount, Conflict when the wave takes no invitations any more
 */
export async function inviteOffice(input: {
  wave: Pick<Wave, '_id' | 'state' | 'imported' | 'offices'>;
  office: string;
  count: number;
  channel?: InvitationChannel;
  consentBy?: string | null;
}): Promise<string[]> {
  const { wave, count, consentBy = null } = input;
  const office = wave.offices.find(({ code }) => code === input.office);
  if (!office) throw new Error(`Wave ${wave._id} has no office ${input.office}`);
  if (!takesInvitations(wave)) throw new Conflict('participation:noMoreInvitations');
  const headcount = office.headcount ?? 0;
  const invited = () => InvitationModel.countDocuments({ wave: wave._id, office: office.code });
  const before = await invited();
  const refuse = () => new AboveHeadcount({ headcount, invited: before, asked: count });
  if (before + count > headcount && !consentBy) throw refuse();
  const made = Array.from({ length: count }, () => ({ id: randomId(), code: newCode() }));
  await InvitationModel.insertMany(
    made.map(({ id, code }) => ({
      _id: id,
      wave: wave._id,
      office: office.code,
      unit: office.unit,
      codeHashes: [hashCode(code)],
      channel: input.channel ?? 'slip',
    })),
  );
  if (!consentBy && (await invited()) > headcount) {
    for (const { id } of made) await InvitationModel.deleteOne({ _id: id });
    throw refuse();
  }
  return made.map(({ code }) => code);
}
