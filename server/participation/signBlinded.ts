/** Exchanges an unused invitation for the signature of one blinded token. The signed token cannot be recognised later. */
import { hash } from 'node:crypto';
import { BadRequest } from '../http/httpErrors.ts';
import { loadSigningKeys, signingKeyOf } from '../waves/keys/signingKeys.ts';
import { fitsKey } from './blindSign.ts';
import { claimRight, releaseRight } from './invitationRight.ts';
import { signInRush } from './rushSigner.ts';

/**
 * The signature of a blinded token; the same token is signed again with the same result.
 * @throws UnknownCode, AlreadyUsed, WaveKeysMissing, BadRequest (a token that our script never makes; the right stays unused)
 */
export async function signBlinded(input: {
  keyDir: string;
  wave: string;
  code: unknown;
  blinded: Buffer;
}): Promise<Buffer> {
  const keys = loadSigningKeys(input.keyDir, input.wave);
  if (![...keys.values()].some((key) => fitsKey(key, input.blinded))) throw new BadRequest();
  const purpose = hash('sha256', input.blinded, 'hex');
  const right = await claimRight(input.wave, input.code, purpose);
  const key = signingKeyOf(keys, right);
  if (!fitsKey(key, input.blinded)) {
    await releaseRight(right, purpose);
    throw new BadRequest();
  }
  return signInRush(key, input.blinded);
}
