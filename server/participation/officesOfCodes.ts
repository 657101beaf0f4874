/** The offices that a list of codes was made for, found by their hashes, to print slips. Nothing of the list is stored. */
import mongoose from 'mongoose';
import { HttpError } from '../http/httpErrors.ts';
import { hashCode } from './code.ts';
import { readCode } from './codeText.ts';
import { InvitationModel } from './invitation.ts';

const chunkSize = 1000;

/** The list has an entry that is no code of the wave. */
class NotCodesOfWave extends HttpError {
  constructor() {
    super(422, 'printing:notCodesOfWave');
  }
}

/** Codes in the order given, by office. @throws NotCodesOfWave when any is unknown, or none is given */
export async function officesOfCodes(wave: string, typed: readonly string[]): Promise<Map<string, string[]>> {
  const codes = [...new Set(typed.map((one) => readCode(one) ?? ''))];
  const officeOf = new Map<string, string>();
  for (let start = 0; start < codes.length; start += chunkSize) {
    const hashes = codes.slice(start, start + chunkSize).map(hashCode);
    const found = await InvitationModel.find(
      { wave, codeHashes: mongoose.trusted({ $in: hashes }) },
      { office: 1, codeHashes: 1 },
    ).lean();
    for (const { office, codeHashes } of found) for (const hash of codeHashes) officeOf.set(hash, office);
  }
  const byOffice = new Map<string, string[]>();
  for (const code of codes) {
    const office = officeOf.get(hashCode(code));
    if (!office) throw new NotCodesOfWave();
    byOffice.set(office, [...(byOffice.get(office) ?? []), code]);
  }
  if (byOffice.size === 0) throw new NotCodesOfWave();
  return byOffice;
}
