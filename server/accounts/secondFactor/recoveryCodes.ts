/** Ten codes on paper for the day the phone is gone: 120 random bits each, so that a plain hash keeps them; shown once, used once. */
import { randomId } from '../../database/randomId.ts';
import { normaliseTyped } from '../../i18n/digits.ts';
import { hashToken } from '../oneTimeToken.ts';
import { FactorsModel } from './factors.ts';

export const recoveryCodeCount = 10;
const letters = 24;

/** Makes new ones; earlier ones no longer work. In groups of four, to be shown once. */
export async function makeRecoveryCodes(account: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, () => randomId(letters));
  const recoveryHashes = codes.map(hashToken);
  await FactorsModel.updateOne({ _id: account }, { $set: { recoveryHashes } }, { upsert: true });
  return codes.map((code) => code.match(/.{4}/g)!.join('-'));
}

/** Uses a code up. @returns whether it was one */
export async function useRecoveryCode(account: string, typed: string): Promise<boolean> {
  const hash = hashToken(readRecoveryCode(typed));
  const { modifiedCount } = await FactorsModel.updateOne(
    { _id: account, recoveryHashes: hash },
    { $pull: { recoveryHashes: hash } },
  );
  return modifiedCount === 1;
}

/** Letters that look like one of ours are read as ours (`database/randomId.ts` says which are). */
function readRecoveryCode(typed: string): string {
  const plain = normaliseTyped(typed)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  return plain.replace(/o/g, '0').replace(/[il]/g, '1').replace(/u/g, 'v');
}
