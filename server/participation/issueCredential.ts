/**
 * Answering without script: the server makes token and signature itself in the request that brings the answers, and stores neither.
 * The form carries a random `nonce`, so that sending twice gives the same credential; what is stored, hashes of two values derived
 * from the nonce, does not show that the two belong together.
 */
import { constants, createHash, hkdfSync, sign } from 'node:crypto';
import { BadRequest } from '../http/httpErrors.ts';
import { loadSigningKeys, signingKeyOf } from '../waves/keys/signingKeys.ts';
import { claimRight } from './invitationRight.ts';

/** What a browser would hold after unblinding. */
export interface IssuedCredential {
  unit: string;
  message: Buffer;
  signature: Buffer;
}

const messageBytes = 64;

/** @param nonce 32 random bytes from the form. @throws UnknownCode, AlreadyUsed, BadRequest */
export async function issueCredential(input: {
  keyDir: string;
  wave: string;
  code: unknown;
  nonce: Buffer;
}): Promise<IssuedCredential> {
  if (input.nonce.length !== 32) throw new BadRequest();
  const keys = loadSigningKeys(input.keyDir, input.wave);
  const purpose = derive(input.nonce, 'right', 32);
  const purposeHash = createHash('sha256').update(purpose).digest('hex');
  const right = await claimRight(input.wave, input.code, purposeHash, null);
  const key = signingKeyOf(keys, right);
  const message = derive(input.nonce, 'credential', messageBytes);
  const signature = sign('sha384', message, {
    key,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: 48,
  });
  return { unit: right.unit, message, signature };
}

function derive(nonce: Buffer, purpose: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync('sha256', nonce, '', `farhangsanj ${purpose}`, bytes));
}
