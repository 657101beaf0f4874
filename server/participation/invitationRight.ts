/**
 * The right behind a code: which unit it belongs to, and whether it was used. A lookup takes the same work and
 * gives the same answer for a malformed code, an unknown code and a code of another wave.
 */
import type { mongo } from 'mongoose';
import { BadRequest, HttpError } from '../http/httpErrors.ts';
import { hashTyped } from './code.ts';
import { type Invitation, InvitationModel } from './invitation.ts';

export type InvitationRight = Pick<Invitation, '_id' | 'wave' | 'office' | 'unit' | 'used' | 'blindedHash'>;
const fields = { wave: 1, office: 1, unit: 1, used: 1, blindedHash: 1 } as const;

export class UnknownCode extends HttpError {
  constructor() {
    super(404, 'participation:unknownCode');
  }
}

/** May say so openly: knowing a code of eighty bits is proof enough of holding the invitation. */
export class AlreadyUsed extends HttpError {
  constructor() {
    super(409, 'participation:alreadyUsed');
  }
}

/** @param code as typed. @throws UnknownCode */
export async function getRight(wave: string, code: unknown): Promise<InvitationRight> {
  const right = await InvitationModel.findOne({ codeHashes: hashTyped(code), wave }, fields).lean();
  if (!right) throw new UnknownCode();
  return right;
}

/** For the first page, where no wave is named. @throws UnknownCode */
export async function getWaveOfCode(code: unknown): Promise<string> {
  const right = await InvitationModel.findOne({ codeHashes: hashTyped(code) }, fields).lean();
  if (!right) throw new UnknownCode();
  return right.wave;
}

/** The driver's own collection: mongoose documents would only slow down a rush of claims. */
const invitations = () => InvitationModel.collection as unknown as mongo.Collection<Invitation>;

/**
 * Uses the right behind a code for one purpose, identified by a hash, in one atomic and durable step; the same purpose may claim it
 * again, so that a lost reply costs nobody their answers.
 * @param units of which the right's must be one; null for any
 * @throws UnknownCode; BadRequest, used or not, for a right of another unit; AlreadyUsed when it was used for another purpose
 */
export async function claimRight(
  wave: string,
  code: unknown,
  purposeHash: string,
  units: readonly string[] | null,
): Promise<InvitationRight> {
  const claimed = await invitations().findOneAndUpdate(
    {
      codeHashes: hashTyped(code),
      wave,
      ...(units && { unit: { $in: [...units] } }),
      $or: [{ used: false }, { blindedHash: purposeHash }],
    },
    { $set: { used: true, blindedHash: purposeHash } },
  );
  if (claimed) return claimed;
  const { unit } = await getRight(wave, code);
  if (units && !units.includes(unit)) throw new BadRequest();
  throw new AlreadyUsed();
}
