/**
 * The right behind a code: which unit it belongs to, and whether it was used. Looking one up costs the same work for a
 * malformed code, an unknown one and one of another wave, and the answer is the same.
 */
import { HttpError } from '../http/errors.ts';
import { hashTyped } from './code.ts';
import { type Invitation, InvitationModel } from './invitation.ts';

export type Right = Pick<Invitation, '_id' | 'wave' | 'office' | 'unit' | 'used' | 'blindedHash'>;
const fields = { wave: 1, office: 1, unit: 1, used: 1, blindedHash: 1 } as const;

export class UnknownCode extends HttpError {
  constructor() {
    super(404, 'participation:unknownCode');
  }
}

/** Kindly: eighty bits are proof enough that whoever asks holds the invitation. */
export class AlreadyUsed extends HttpError {
  constructor() {
    super(409, 'participation:alreadyUsed');
  }
}

/** @param code as typed. @throws UnknownCode */
export async function getRight(wave: string, code: unknown): Promise<Right> {
  const right = await InvitationModel.findOne({ codeHashes: hashTyped(code), wave }, fields).lean<Right>();
  if (!right) throw new UnknownCode();
  return right;
}

/** For the first page, where no wave is named. @throws UnknownCode */
export async function getWaveOfCode(code: unknown): Promise<string> {
  const right = await InvitationModel.findOne({ codeHashes: hashTyped(code) }, fields).lean<Right>();
  if (!right) throw new UnknownCode();
  return right.wave;
}

/**
 * Marks the right as used for one purpose, named by a hash; the same purpose may claim it again (a lost reply costs
 * nobody the vote). @throws AlreadyUsed when it was used for another
 */
export async function claimRight(right: Right, purposeHash: string): Promise<void> {
  const claimed = await InvitationModel.findOneAndUpdate(
    { _id: right._id, used: false },
    { $set: { used: true, blindedHash: purposeHash } },
    { projection: { _id: 1 } },
  ).lean();
  if (claimed) return;
  const now = await InvitationModel.findOne({ _id: right._id }, fields).lean<Right>();
  if (now?.blindedHash !== purposeHash) throw new AlreadyUsed();
}
